import type { EngineCard } from '../../client/engines.ts'
import type { Statement } from '../../client/people.ts'
import type { HostedEngine } from './consent-fields.tsx'

export type Where = 'this_machine' | 'hosted' | 'some'

export interface ConsentForm {
  readonly who: 'self' | 'other'
  readonly name: string
  readonly where: Where
  /** Names; they count where `where` is `some`. */
  readonly engines: readonly string[]
  readonly ticked: boolean
}

export const UNTICKED: ConsentForm = { who: 'self', name: '', where: 'this_machine', engines: [], ticked: false }

/** What is attested to; undefined while something is missing. */
export function statementOf({ who, name, where, engines, ticked }: ConsentForm): Statement | undefined {
  const attestedBy = who === 'self' ? 'self' : name.trim()
  if (!ticked || attestedBy === '' || (where === 'some' && engines.length === 0)) return undefined
  return { attestedBy, scope: where === 'some' ? engines : where }
}

/** Engines to which photos would leave this machine. */
export function hostedEngines(engines: readonly EngineCard[]): readonly HostedEngine[] {
  return engines.flatMap(({ name, offers }) => {
    const host = offers.find(({ people }) => people.photos_go_to !== null)?.people.photos_go_to
    return host === undefined || host === null ? [] : [{ name, host }]
  })
}
