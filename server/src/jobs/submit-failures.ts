import type { EngineClass } from '../spec/engine.ts'
import { Fault } from '../spec/fault.ts'
import type { JobIn } from '../spec/job.ts'
import type { AttemptOutcome } from '../spec/store.ts'
import { fail } from './end.ts'
import { backoffMs } from './timing.ts'
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

/** What a thrown start says about the engine: it never began, it refused for good, or nobody can tell. */
export function judgeStart(thrown: unknown): 'not_sent' | 'rejected' | 'unknown' {
  if (thrown instanceof Fault) {
    return thrown.code === 'engine_unavailable' || thrown.code === 'rate_limit_exceeded' ? 'not_sent' : 'rejected'
  }
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && NEVER_SENT.has(cause.code)) return 'not_sent'
  }
  return 'unknown'
}

/** True: send the same attempt again at once. Otherwise the job has ended or waits in the queue. */
export async function afterThrow(
  work: Work,
  job: JobIn<'submitting'>,
  thrown: unknown,
  times: number,
): Promise<boolean> {
  const judged = judgeStart(thrown)
  const error = String(thrown)
  if (judged === 'rejected') {
    await refused(work, job, thrown)
  } else if (judged === 'not_sent' || work.engine.class === 'local') {
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
  await fail(work, job, { fault, charge: 'none', settle })
  return false
}

/** The engine may have it: never sent again by itself, the hold stays, a person decides. */
export async function outcomeUnknown(work: Work, job: JobIn<'submitting'>, error: string): Promise<undefined> {
  const message =
    `The engine "${job.engine}" may have taken this order, but its answer was lost. ` +
    'It was not sent again, so that it cannot be paid for twice.'
  const settle = { from: 'pending', to: 'unknown', error } as const
  return fail(work, job, { fault: { code: 'outcome_unknown', message }, charge: 'unknown', settle })
}

async function refused(work: Work, job: JobIn<'submitting'>, thrown: unknown): Promise<void> {
  const about = thrown instanceof Fault ? thrown : new Fault('internal', 'It gave no reason.')
  const code = about.code === 'invalid_reference' ? 'invalid_reference' : 'engine_error'
  const fault = { code, message: `The engine "${job.engine}" refused the order. ${about.message}` } as const
  await fail(work, job, { fault, charge: 'none', settle: { from: 'pending', to: 'rejected', error: String(thrown) } })
}

/** Gives the slot to others meanwhile. */
async function waitInQueue(work: Work, job: JobIn<'submitting'>, error: string): Promise<void> {
  await work.store.transact((rows) =>
    rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, 'pending', 'not_sent', { error }),
  )
  await work.queue.reschedule(work.claim, work.timing.now() + backoffMs(job.attempt))
}
