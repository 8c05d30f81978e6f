import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { PhotoGate } from '../spec/media.ts'
import { BARE_ENVIRONMENT } from './bare-environment.ts'

/** What the child is asked. */
export interface Question {
  readonly source: string
  readonly target: string
}

/** What the child says. `broken`: our own mistake or the disk's, not the photo's. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'admitted'; readonly photo: Awaited<ReturnType<PhotoGate['admit']>> }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string }

export interface PhotoGateOptions {
  /** How long one photo may take; default `LIMITS.imageMs`. */
  readonly timeMs?: number
  /** The child's program; another one only in tests. */
  readonly program?: URL
}

const PROGRAM = new URL('./photo-child.ts', import.meta.url)
/** Loading the decoders takes about 0.2 s on an idle machine. */
const START_MS = 20_000

/** Checks photos one after another in one child process, started with the first photo and again after it died. */
export function createPhotoGate(options: PhotoGateOptions = {}): PhotoGate {
  return new ForkedPhotoGate(options.program ?? PROGRAM, options.timeMs ?? LIMITS.imageMs)
}

class ForkedPhotoGate implements PhotoGate {
  readonly #program: URL
  readonly #timeMs: number
  #child: ChildProcess | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(program: URL, timeMs: number) {
    this.#program = program
    this.#timeMs = timeMs
  }

  admit(source: string, target: string): ReturnType<PhotoGate['admit']> {
    const turn = this.#last.then(() => this.#check(source, target))
    this.#last = turn.catch(() => {})
    return turn
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#child?.kill('SIGKILL')
    await this.#last
  }

  async #check(source: string, target: string): ReturnType<PhotoGate['admit']> {
    try {
      // A child may also die of something else, killed by hand or by the system: only twice is the photo's doing.
      const answer = await this.#ask(source, target).catch((thrown: unknown) => {
        if (thrown instanceof ChildLost && !thrown.late) return this.#ask(source, target)
        throw thrown
      })
      if (answer.kind === 'admitted') return answer.photo
      if (answer.kind === 'refused') throw refusal(answer.message)
      throw new Error(`The photo check broke: ${answer.kind === 'broken' ? answer.message : answer.kind}`)
    } catch (thrown) {
      await rm(target, { force: true })
      throw thrown instanceof ChildLost && !this.#closed ? refusal(thrown.message) : thrown
    }
  }

  async #ask(source: string, target: string): Promise<Answer> {
    if (this.#closed) throw new Error('The photo gate is closed.')
    const child = this.#child?.connected ? this.#child : await this.#start()
    hold(child)
    try {
      const heard = listen(child, this.#timeMs)
      child.send({ source, target } satisfies Question, () => {}) // A failed send shows as the child's end.
      return await heard
    } finally {
      release(child)
    }
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#program, [], {
      env: BARE_ENVIRONMENT,
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    child.on('error', () => {}) // Followed by `close`, which is what we wait for.
    try {
      await listen(child, START_MS)
      return child
    } catch (cause) {
      throw new Error('The photo check could not be started.', { cause })
    }
  }
}

/** The child died or hung while it held a photo. */
class ChildLost extends Error {
  readonly late: boolean
  constructor(late: boolean, timeMs: number) {
    super(late ? `The photo took more than ${timeMs / 1000} s to read.` : 'The photo takes too much memory to read.')
    this.late = late
  }
}

/** The next answer. Kills a child that gives none in time. */
async function listen(child: ChildProcess, timeMs: number): Promise<Answer> {
  const done = new AbortController()
  const { signal } = done
  const timer = setTimeout(() => child.kill('SIGKILL'), timeMs)
  const startedAt = performance.now()
  try {
    const answer = once(child, 'message', { signal }).then(([message]) => message as Answer)
    const died = once(child, 'close', { signal }).then(() => {
      throw new ChildLost(performance.now() - startedAt >= timeMs, timeMs)
    })
    return await Promise.race([answer, died])
  } finally {
    clearTimeout(timer)
    done.abort()
  }
}

function refusal(message: string): Fault {
  return new Fault('invalid_value', message, { param: 'input_reference' })
}

/** Only a child at work keeps the server's process alive. */
function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

function release(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
