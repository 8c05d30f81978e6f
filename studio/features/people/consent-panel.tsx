import { CONSENT_TEXTS } from 'kinora/spec/consent'
import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import { useState } from 'react'
import { revokeConsent, type ConsentCard, type PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { isolate } from '../../words/isolate.ts'
import { dateWords } from '../../words/when.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { consentState } from './consent-state.ts'
import { useChange } from './use-people-changes.ts'

const words = en.agreed

/** What was agreed to, by whom and when; recording it, and taking it back. */
export function ConsentPanel({ person }: { readonly person: PersonCard }) {
  const [open, setOpen] = useState<'record' | 'revoke' | null>(null)
  const [said, setSaid] = useState('')
  const revoke = useChange(revokeConsent, (cancelled) => {
    setOpen(null)
    setSaid(words.cancelled(cancelled.length))
  })
  const { consent } = person
  const state = consentState(person)
  const standing = state.kind === 'given'
  const complete = standing && state.uncovered === 0
  return (
    <div className="text-hint">
      <Heading person={person} />
      {consent && standing && <Record consent={consent} uncovered={state.uncovered} />}
      {state.kind === 'none' && <p className="mt-0.5 text-fg-2">{words.noneWhy}</p>}
      {state.kind === 'revoked' && <p className="mt-0.5 text-fg-2">{words.revokedWhy}</p>}
      <output className="block text-fg-2">{said}</output>
      {open === 'revoke' && consent ? (
        <div className="rise mt-2">
          <p className="text-fg">{words.revokeAsk}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" look="bad" disabled={revoke.isPending} onClick={() => revoke.mutate(consent.id)}>
              {words.revokeSure}
            </Button>
            <Button size="sm" look="quiet" onClick={() => setOpen(null)}>
              {en.act.cancel}
            </Button>
          </div>
        </div>
      ) : (
        <div className="mt-2 flex flex-wrap gap-2">
          {!complete && (
            <Button size="sm" aria-label={words.recordWhat(person.name)} onClick={() => setOpen('record')}>
              {words.record}
            </Button>
          )}
          {standing && (
            <Button
              size="sm"
              look="quiet"
              className={complete ? '-ml-2.5' : ''}
              aria-label={words.revokeWhat(person.name)}
              onClick={() => setOpen('revoke')}
            >
              {words.revoke}
            </Button>
          )}
        </div>
      )}
      {revoke.error && <FaultNote words={askFaultWords(revoke.error)} />}
      {open === 'record' && <ConsentDialog person={person} onClose={() => setOpen(null)} />}
    </div>
  )
}

function Heading({ person }: { readonly person: PersonCard }) {
  const state = consentState(person)
  const [Icon, tone, text] =
    state.kind === 'given'
      ? ([ShieldCheck, 'text-ok', words.given] as const)
      : state.kind === 'revoked'
        ? ([ShieldX, 'text-bad', words.revoked(dateWords(state.at))] as const)
        : ([ShieldAlert, 'text-fg-3', words.none] as const)
  return (
    <p className="flex items-center gap-2 font-medium text-fg">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className={`shrink-0 ${tone}`} />
      {text}
    </p>
  )
}

function Record({ consent, uncovered }: { readonly consent: ConsentCard; readonly uncovered: number }) {
  const { scope, attested_by: by, version, given_at: at } = consent
  const text = CONSENT_TEXTS.find((one) => one.version === version)?.person
  const where = typeof scope === 'string' ? words[scope] : words.only(scope.map(isolate).join(', '))
  return (
    <>
      <p className="mt-0.5 text-fg-2">
        {`${by === 'self' ? words.self : words.by(isolate(by))} ${words.on(dateWords(at))}. ${where}.`}
      </p>
      {uncovered > 0 && <p className="mt-0.5 text-fg-2">{words.uncovered(uncovered)}</p>}
      <details className="mt-1 text-meta text-fg-3">
        <summary className="w-fit cursor-pointer py-0.5 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
          {words.text}
        </summary>
        <p className="mt-1 text-fg-2">
          {text ? text[scope === 'this_machine' ? 'this_machine' : 'hosted'] : words.oldText}
        </p>
        <p className="mt-1">{words.version(version)}</p>
      </details>
    </>
  )
}
