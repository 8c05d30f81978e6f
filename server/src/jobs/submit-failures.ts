import type { EngineClass } from '../spec/engine.ts'
import { EngineStopped, NotStarted, Refused } from '../spec/engine-errors.ts'
import type { JobIn } from '../spec/job.ts'
import type { AttemptOutcome } from '../spec/store.ts'
import { fail } from './end.ts'
import { backoffMs } from './timing.ts'
import { costAsSaid, costIfTaken } from './work.ts'
import type { Work } from './work.ts'

/** How often an engine may refuse to begin before the job fails. */
const STRIKES: Readonly<Record<EngineClass, number>> = { local: 3, idempotent: 5, findable: 5, opaque: 5 }
/** How often a free render is begun in all: many restarts are no fault of the job, a job that causes them is. */
const MAX_ATTEMPTS = 20
const SENDS_PER_KEY = 5

/** Codes of connections that never carried a byte of the order. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Did it surely not begin? */
export function neverSent(thrown: unknown): boolean {
  if (thrown instanceof NotStarted) return true
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NEVER_SENT.has(cause.code)) return true
  }
  return false
}

/** True: send the same attempt again at once. Otherwise the job has ended or waits in the queue. */
export async function afterThrow(
  work: Work,
  job: JobIn<'submitting'>,
  thrown: unknown,
  times: number,
): Promise<boolean> {
  const error = String(thrown)
  if (thrown instanceof Refused || thrown instanceof EngineStopped) {
    await refused(work, job, thrown)
  } else if (neverSent(thrown) || work.engine.class === 'local') {
    if (await tryAgain(work, job, 'pending', 'not_sent', error)) await waitInQueue(work, job, error)
  } else if (work.engine.class === 'idempotent' && times < SENDS_PER_KEY) {
    await work.timing.wait(backoffMs(times), work.signal)
    return true
  } else {
    await outcomeUnknown(work, job, error)
  }
  return false
}

/** Whether one more attempt is due after this one ended as `to`; when not, the job has failed. */
export async function tryAgain(
  work: Work,
  job: JobIn<'submitting'> | JobIn<'running'> | JobIn<'storing'>,
  from: AttemptOutcome,
  to: AttemptOutcome,
  error?: string,
): Promise<boolean> {
  const earlier = (await work.store.attempts(job.id)).filter(({ attempt }) => attempt !== job.attempt)
  const outcomes = [...earlier.map(({ outcome }) => outcome), to]
  const strikes = outcomes.filter((outcome) => outcome === 'not_sent' || outcome === 'lost').length
  if (strikes < STRIKES[work.engine.class] && outcomes.length < MAX_ATTEMPTS) return true
  const settle = { from, to, ...(error !== undefined && { error }) }
  const fault =
    to === 'not_sent'
      ? ({
          code: 'engine_unavailable',
          message: `The engine "${job.engine}" could not begin, tried ${strikes} times.`,
        } as const)
      : ({
          code: 'engine_lost',
          message: `The engine "${job.engine}" lost this render ${outcomes.length} times.`,
        } as const)
  await fail(work, job, { fault, cost: 0, settle })
  return false
}

/** The engine may have it: never sent again by itself, the hold stays, a person decides. */
export async function outcomeUnknown(work: Work, job: JobIn<'submitting'>, error: string): Promise<undefined> {
  const message =
    `The engine "${job.engine}" may have taken this order, but its answer was lost. ` +
    'It was not sent again, so that it cannot be paid for twice.'
  const settle = { from: 'pending', to: 'unknown', error } as const
  return fail(work, job, { fault: { code: 'outcome_unknown', message }, cost: costIfTaken(job), settle })
}

async function refused(work: Work, job: JobIn<'submitting'>, thrown: Refused | EngineStopped): Promise<void> {
  const cost = thrown instanceof Refused ? costAsSaid(job, thrown.costUsdMicros) : 0
  await fail(work, job, {
    fault: thrown.fault,
    cost,
    settle: { from: 'pending', to: 'rejected', error: String(thrown) },
  })
}

/** Gives the slot to others meanwhile. */
async function waitInQueue(work: Work, job: JobIn<'submitting'>, error: string): Promise<void> {
  await work.store.transact((rows) =>
    rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, 'pending', 'not_sent', { error }),
  )
  await work.queue.reschedule(work.claim, work.timing.now() + backoffMs(job.attempt))
}
