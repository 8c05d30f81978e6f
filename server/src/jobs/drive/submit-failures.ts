import type { EngineClass } from '../../spec/engine.ts'
import { EngineStopped, NotStarted, Refused } from '../../spec/engine-errors.ts'
import type { Job, JobIn } from '../../spec/job.ts'
import type { AttemptOutcome } from '../../spec/store.ts'
import { fail } from './end.ts'
import { FIND_MS, QUEUE_MS } from './limits.ts'
import { backoffMs, createDeadline } from '../timing.ts'
import { costAsSaid, costIfTaken } from './work.ts'
import type { Cost, Work } from './work.ts'

/** How often an engine may refuse to begin before the job fails. */
const STRIKES: Readonly<Record<EngineClass, number>> = { local: 3, idempotent: 5, findable: 5, opaque: 5 }
/** How often a free render is begun in all: many restarts are no fault of the job, a job that causes them is. */
const MAX_ATTEMPTS = 20
export const MAX_SENDS = 5
/** An engine without room is asked again after this long at most, whatever it says. */
const MOST_BUSY_MS = 600_000

/** An attempt that the engine may have taken already, and how much longer it is asked under the same key. */
export interface Doubt {
  readonly deadline: { readonly leftMs: () => number }
  readonly times: number
}

export function firstDoubt({ timing }: Work): Doubt {
  return { deadline: createDeadline(timing, FIND_MS, timing.now()), times: 1 }
}

/** A doubt: send the same attempt again. `look`: for what became of it. `over`: the job has ended or waits in the queue. */
export type Next = Doubt | 'look' | 'over'

/**
 * What follows when `start` threw. Only `NotStarted` says that nothing was sent: codes of connections that never stood, like
 * EHOSTUNREACH, come in the middle of one too. After a doubt not even that says anything of the earlier calls.
 */
export async function afterThrow(
  work: Work,
  job: JobIn<'submitting'>,
  thrown: unknown,
  doubt: Doubt | undefined,
): Promise<Next> {
  const error = String(thrown)
  const busyMs = thrown instanceof NotStarted ? thrown.retryAfterMs : undefined
  if (thrown instanceof EngineStopped && work.pauses.pause(job.engine, thrown.message)) work.onTrouble(thrown, job.id)
  if (thrown instanceof Refused) {
    await refused(work, job, thrown, costAsSaid(job, thrown.costUsdMicros))
  } else if (thrown instanceof EngineStopped && !doubt) {
    await refused(work, job, thrown, 0)
  } else if (busyMs !== undefined) {
    await waitForRoom(work, job, busyMs, doubt ? undefined : error)
  } else if (work.engine.class === 'local' || (thrown instanceof NotStarted && !doubt)) {
    if (await tryAgain(work, job, 'pending', 'not_sent', error)) await waitInQueue(work, job, error)
  } else if (work.engine.class === 'findable') {
    return 'look'
  } else if (work.engine.class === 'idempotent' && !(thrown instanceof EngineStopped)) {
    return sendAgain(work, job, error, doubt ?? firstDoubt(work))
  } else {
    await outcomeUnknown(work, job, error)
  }
  return 'over'
}

async function sendAgain(work: Work, job: JobIn<'submitting'>, error: string, doubt: Doubt): Promise<Next> {
  const { deadline, times } = doubt
  if (deadline.leftMs() === 0) {
    await outcomeUnknown(work, job, error)
    return 'over'
  }
  await work.timing.wait(Math.min(backoffMs(times), deadline.leftMs()), work.signal)
  return { deadline, times: times + 1 }
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

async function refused(
  work: Work,
  job: JobIn<'submitting'>,
  thrown: Refused | EngineStopped,
  cost: Cost,
): Promise<void> {
  const settle = { from: 'pending', to: 'rejected', error: String(thrown) } as const
  await fail(work, job, { fault: thrown.fault, cost, settle })
}

/** Gives the slot to others meanwhile. */
async function waitInQueue(work: Work, job: JobIn<'submitting'>, error: string): Promise<void> {
  await work.store.transact((rows) =>
    rows.settleAttempt({ jobId: job.id, attempt: job.attempt }, 'pending', 'not_sent', { error }),
  )
  await work.queue.reschedule(work.claim, { afterMs: backoffMs(job.attempt), forgiven: true })
}

/** No strike against the job: it keeps its attempt and its place. In doubt (no `error`) that attempt stays pending. */
async function waitForRoom(work: Work, job: JobIn<'submitting'>, afterMs: number, error?: string): Promise<void> {
  if (error !== undefined) {
    const of = { jobId: job.id, attempt: job.attempt }
    await work.store.transact((rows) => rows.settleAttempt(of, 'pending', 'busy', { error }))
  }
  const waitMs = Math.max(1_000, Math.min(MOST_BUSY_MS, afterMs))
  await work.queue.reschedule(work.claim, { afterMs: waitMs, forgiven: true })
}

/** It waited too long, and no engine ever had it. */
export async function expire(work: Work, job: JobIn<'queued' | 'submitting'> & Job): Promise<undefined> {
  const hours = QUEUE_MS / 3_600_000
  const message = `Its turn did not come within ${hours} hours: the engine "${job.engine}" was busy or out of order.`
  return fail(work, job, { fault: { code: 'expired_in_queue', message }, cost: 0 })
}
