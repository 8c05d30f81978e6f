import { createGuardedFetch } from '../../../server/src/media/guarded-fetch.ts'
import type { Job } from '../../../server/src/spec/job.ts'
import { hostedOffer, openBench } from './bench.ts'
import { openJobsHouse, type Closing } from './jobs-house.ts'

/** How a job under a fault must end. `renders`: how many the provider began for it. */
export interface Case {
  readonly fault: string
  readonly model: 'idempotent-1' | 'opaque-1' | 'strict-1'
  readonly ends: 'completed' | NonNullable<Job['fault']>['code']
  readonly charge: Job['charge']
  readonly renders: 0 | 1
}

const many = (faults: string, rest: Omit<Case, 'fault'>): Case[] =>
  faults.split(' ').map((fault) => ({ fault, ...rest }))

const idempotent = { model: 'idempotent-1', renders: 1 } as const
const opaque = { model: 'opaque-1', renders: 1 } as const
const good = { ends: 'completed', charge: 'charged' } as const
const unknown = { ends: 'outcome_unknown', charge: 'unknown' } as const
const free = { charge: 'none', renders: 0 } as const

/** Faults of reliability.md section 5, U, under which jobs run side by side. The others need a provider of their own. */
export const CASES: readonly Case[] = [
  ...many('U0 U2x1 U3x1 U3nx2 U4x1 U4bx1 U5x1 U6x1 U12x2 U13x2 U13bx1', { ...idempotent, ...good }),
  ...many('U2 U3 U4 U5 U6 U13 U13b', { ...opaque, ...unknown }),
  ...many('U3', { ...idempotent, ...unknown }),
  ...many('U12x2 U15 U16 U19 U21 U38', { ...opaque, ...good }),
  ...many('U15 U16 U17 U18 U19 U21 U21b U14b U23 U25x3 U25bx2 U28 U29 U33 U33b U33c U38', { ...idempotent, ...good }),
  // Paid for and never brought home: what it cost is asked for afterwards, and is the truth.
  ...many('U25 U26 U27', { ...idempotent, ends: 'engine_error', charge: 'charged' }),
  { fault: 'U24', model: 'strict-1', ends: 'engine_error', charge: 'charged', renders: 1 },
  ...many('U20 U39', { ...idempotent, ends: 'engine_lost', charge: 'unknown' }),
  ...many('U22 U34 U36', { ...idempotent, ends: 'engine_timeout', charge: 'unknown' }),
  ...many('U8', { ...opaque, ...free, ends: 'engine_error' }),
  ...many('U11 U14', { ...opaque, ...free, ends: 'engine_unavailable' }),
  ...many('U40 U40b U40c U40d U40e U40f', { ...opaque, ...free, ends: 'moderation_blocked' }),
  ...many('U40g U40h', { ...idempotent, ends: 'moderation_blocked', charge: 'none' }),
]

export interface Ended extends Case {
  readonly job: Job
  readonly submits: number
  readonly begun: number
}

const offerOf = (model: string) => [{ ...hostedOffer, model }]

/** Drives one job under each fault to its end, all at once, against one provider. */
export async function runFaults(t: Closing, cases: readonly Case[] = CASES) {
  const bench = await openBench({ key: 'sk-canary-provider-key-1234567890' })
  t.after(() => bench.close())
  const reachable = createGuardedFetch({ allowPrivate: true })
  const common = { slots: 70, limits: { videoBytes: 2_000_000, submitMs: 4_000, askMs: 2_000 } } as const
  const house = await openJobsHouse(t, [
    bench.engine({ ...common, name: 'idempotent', offers: offerOf('idempotent-1'), elsewhere: reachable }),
    bench.engine({ ...common, name: 'strict', offers: offerOf('strict-1') }),
    bench.engine({ ...common, name: 'opaque', offers: offerOf('opaque-1'), dialect: 'openai', elsewhere: reachable }),
  ])
  const ids: string[] = []
  for (const { fault, model } of cases) ids.push(await house.create(`A bridge [fault:${fault}]`, model))
  await house.pass(120_000, 50, ids)
  await house.pass(1_800_000, 1_000, ids)
  const ended: Ended[] = []
  for (const [index, one] of cases.entries()) {
    const id = ids[index] ?? ''
    const prompt = `A bridge [fault:${one.fault}]`
    const renders = [...bench.provider.account.renders.values()].filter((render) => render.prompt === prompt)
    const own = renders.filter(({ model }) => model === one.model)
    const submits = bench.provider.account.submits.get(`${id}-1`) ?? 0
    ended.push({ ...one, job: await house.job(id), submits, begun: own.length })
  }
  return { bench, house, ended }
}
