import { crashPoint } from '../../spec/crash-point.ts'
import type { Handle, Report } from '../../spec/engine.ts'
import { move } from '../../spec/job.ts'
import type { JobIn } from '../../spec/job.ts'
import { fail } from './end.ts'
import { SETTLE_MS, runningMs } from './limits.ts'
import { submit } from './submit.ts'
import { tryAgain } from './submit-failures.ts'
import { Question } from './question.ts'
import { backoffMs, createDeadline } from '../timing.ts'
import { costAsSaid, costIfTaken, lastAttempt, tell } from './work.ts'
import type { Step, Work } from './work.ts'

const MIN_WAIT_MS = 50
const MAX_WAIT_MS = 10_000
const PROGRESS_EVERY_MS = 1_000

/** Asks until the engine has a verdict or the deadline is over. Nothing but changes of progress is written. */
export async function watch(work: Work, job: JobIn<'running'>, resumed: boolean): Step {
  const handle = await handleOf(work, job)
  const question = new Question(work, handle)
  const deadline = createDeadline(work.timing, runningMs(job.order.seconds), job.startedAtMs ?? work.timing.now())
  const settling = createDeadline(work.timing, SETTLE_MS, job.startedAtMs ?? work.timing.now())
  const note = createProgressNote(work, job)
  let unanswered = 0
  for (;;) {
    const report = await ask(work, job, question)
    unanswered = report && report.state !== 'lost' ? 0 : unanswered + 1
    switch (report?.state) {
      case 'done':
        return store(work, job)
      case 'failed':
        return fail(work, job, { fault: report.fault, cost: costAsSaid(job, report.costUsdMicros) })
      case 'lost':
        if (work.engine.class === 'local' || settling.leftMs() === 0) return afterLost(work, job, resumed)
        break
      case 'running':
        await note(report.progress)
        break
      case undefined:
        break
    }
    // Judged after asking: a server that slept through the deadline first learns what happened meanwhile.
    if (deadline.leftMs() === 0) return timeOut(work, job, handle)
    const askMs =
      report?.state === 'running' ? report.askAgainMs * spread(job.id) : Math.min(MAX_WAIT_MS, backoffMs(unanswered))
    await work.timing.wait(Math.min(Math.max(MIN_WAIT_MS, askMs), deadline.leftMs()), work.signal)
  }
}

/** 1 to 1.2, always the same for a job: those that a restart took up in one breath do not ask in one breath for ever. */
function spread(id: string): number {
  return 1 + (Number.parseInt(id.slice(-4), 16) || 0) / 0xffff / 5
}

export async function handleOf(work: Work, job: JobIn<'running'> | JobIn<'storing'>): Promise<Handle> {
  return (await lastAttempt(work, job))?.handle ?? null
}

/** What became of a render its engine has forgotten: begun again where that is free, else over. */
export async function afterLost(work: Work, job: JobIn<'running'> | JobIn<'storing'>, resumed: boolean): Step {
  const to = resumed ? 'interrupted' : 'lost'
  if (work.engine.class !== 'local') {
    const fault = { code: 'engine_lost', message: `The engine "${job.engine}" no longer knows this render.` } as const
    return fail(work, job, { fault, cost: costIfTaken(job), settle: { from: 'accepted', to } })
  }
  const handle = await handleOf(work, job)
  if (!(await tryAgain(work, job, 'accepted', to))) return undefined
  await tell(work, job.id, 'release', handle) // what the lost attempt left on disk
  return submit(work, job, { from: 'accepted', to })
}

/** Undefined when the asking failed: that says nothing about the render. */
async function ask(work: Work, job: JobIn<'running'>, question: Question): Promise<Report | undefined> {
  crashPoint('C12')
  try {
    return await question.ask()
  } catch (thrown) {
    work.signal.throwIfAborted()
    work.onTrouble(thrown, job.id)
    return undefined
  }
}

async function store(work: Work, job: JobIn<'running'>): Step {
  crashPoint('C13')
  const storing = move(job, 'storing')
  return (await work.store.transact((rows) => rows.moveJob(job, storing))) ? storing : undefined
}

async function timeOut(work: Work, job: JobIn<'running'>, handle: Handle): Step {
  await tell(work, job.id, 'cancel', handle)
  const minutes = Math.round(runningMs(job.order.seconds) / 60_000)
  const message = `The engine "${job.engine}" did not finish within ${minutes} minutes and was told to stop.`
  return fail(work, job, { fault: { code: 'engine_timeout', message }, cost: costIfTaken(job) })
}

/** Writes a rise of whole percents, at most once a second. */
function createProgressNote(work: Work, job: JobIn<'running'>): (progress?: number) => Promise<void> {
  let known = job.progress
  let notedAtMs = -Infinity
  return async (progress = 0) => {
    const percent = Math.min(99, Math.floor(progress * 100))
    const nowMs = work.timing.monotonic()
    if (!(percent > known) || nowMs - notedAtMs < PROGRESS_EVERY_MS) return
    await work.store.transact((rows) => rows.raiseProgress(job, percent))
    known = percent
    notedAtMs = nowMs
  }
}
