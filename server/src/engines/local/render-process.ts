import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { JobFault } from '../../spec/video.ts'
import { CANCELLED, KILLED, STALLED, toJobFault } from './faults.ts'
import type { ChildMessage, RenderTask } from './protocol.ts'

const CHILD = fileURLToPath(new URL('render-child.ts', import.meta.url))
/** Below the server's own priority, so that requests are answered while frames are drawn. */
const NICE = 5
/** MiB of JavaScript heap. Frames, layers and photos live outside it. */
const HEAP_MIB = 512

export type Progress =
  | { readonly state: 'running'; /** 0 to 1. */ readonly progress: number }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly fault: JobFault; readonly costUsdMicros: 0 }

export interface RunningRender {
  progress(): Progress
  /** Ends the child and all it started, without waiting: the signal cannot be refused. Harmless when it has ended. */
  cancel(): void
  /** Resolves once the child is gone, however it ended. */
  readonly gone: Promise<void>
}

/** A render that needs no child any more, or never had one. */
export function endedRender(progress: Progress): RunningRender {
  return { progress: () => progress, cancel: () => {}, gone: Promise.resolve() }
}

/**
 * Hands a render to a child process of its own. Resolves once the child has taken it.
 * @param stallMs without a sign of life for this long the child is ended
 * @param report told what went wrong in technical words, for the operator's log
 */
export async function startProcess(
  task: RenderTask,
  stallMs: number,
  report: (problem: Error) => void,
): Promise<RunningRender> {
  const child = fork(CHILD, [], {
    // A group of its own: one signal then reaches ffmpeg too, even while the child is busy drawing.
    detached: true,
    env: { NODE_ENV: 'production' },
    execArgv: [`--max-old-space-size=${HEAP_MIB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const watched = watch(child, stallMs, report)
  await once(child, 'spawn')
  lowerPriority(child)
  child.send(task, () => {})
  await Promise.race([watched.taken, watched.gone])
  return watched
}

function watch(
  child: ChildProcess,
  stallMs: number,
  report: (problem: Error) => void,
): RunningRender & { readonly taken: Promise<void> } {
  let progress: Progress = { state: 'running', progress: 0 }
  const taken = Promise.withResolvers<void>()
  const fail = (fault: JobFault, detail: string): void => {
    if (progress.state !== 'running') return
    progress = { state: 'failed', fault, costUsdMicros: 0 }
    report(new Error(detail))
  }
  const stall = setTimeout(() => {
    fail(STALLED, `the render child was silent for ${stallMs} ms`)
    killGroup(child)
  }, stallMs)
  child.on('message', (message: ChildMessage) => {
    stall.refresh()
    if (message.type === 'taken') taken.resolve()
    else if (message.type === 'failed') fail(message.fault, message.detail)
    else if (progress.state !== 'running') return
    else if (message.type === 'done') progress = { state: 'done' }
    else progress = { state: 'running', progress: message.progress }
  })
  const settle = async (): Promise<void> => {
    const how = await ended(child)
    clearTimeout(stall)
    // Its ffmpeg may outlive a child that was killed alone, e.g. by the kernel when memory ran out.
    killGroup(child)
    fail(how.startsWith('SIG') ? KILLED : toJobFault(undefined), `the render child ended early: ${how}`)
  }
  const cancel = (): void => {
    if (progress.state === 'running') progress = { state: 'failed', fault: CANCELLED, costUsdMicros: 0 }
    killGroup(child)
  }
  return { taken: taken.promise, gone: settle(), progress: () => progress, cancel }
}

/** How the child ended. The last message may come after `exit`, but not after the channel's end. */
async function ended(child: ChildProcess): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  child.once('error', (error) => resolve(error.message))
  child.once('exit', (code, signal) => {
    const how = signal ?? `exit code ${code}`
    if (child.connected) child.once('disconnect', () => resolve(how))
    else resolve(how)
  })
  return promise
}

function lowerPriority(child: ChildProcess): void {
  try {
    setPriority(child.pid!, NICE)
  } catch {
    // Already gone, or not permitted here: it then simply runs at our own priority.
  }
}

function killGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {
    // No such group: all gone, or a system without groups, where ffmpeg ends with its input.
    child.kill('SIGKILL')
  }
}
