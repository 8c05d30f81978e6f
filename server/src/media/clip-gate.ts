import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClipGate } from '../spec/clip.ts'
import { Fault } from '../spec/fault.ts'
import { BARE_ENVIRONMENT } from './bare-environment.ts'
import type { ClipTask } from './clip-face.ts'

/** What the child says. `broken`: our own mistake or the disk's, not the clip's. */
export type ClipAnswer =
  | { readonly kind: 'found' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string }

export interface ClipGateParts {
  /** Path of the program to decode with. Asked with each clip. */
  readonly ffmpeg: () => Promise<string>
  /** For frames under way. */
  readonly stagingFolder: string
  /** How long one clip may take; default 60 s. */
  readonly timeMs?: number
}

const CHILD = new URL('./clip-child.ts', import.meta.url)

/** Looks at clips one after another, each in a child process of its own: clips are rare, and models are large. */
export function createClipGate(parts: ClipGateParts): ClipGate {
  return new ForkedClipGate(parts)
}

class ForkedClipGate implements ClipGate {
  readonly #parts: ClipGateParts
  #child: ChildProcess | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(parts: ClipGateParts) {
    this.#parts = parts
  }

  admit(source: string, target: string): Promise<void> {
    const turn = this.#last.then(() => this.#look(source, target))
    this.#last = turn.catch(() => {})
    return turn
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#child) killGroup(this.#child)
    await this.#last
  }

  async #look(source: string, target: string): Promise<void> {
    if (this.#closed) throw new Error('The clip gate is closed.')
    const scratch = await mkdtemp(join(this.#parts.stagingFolder, 'clip-'))
    try {
      const answer = await this.#ask({ source, target, scratch, ffmpeg: await this.#parts.ffmpeg() })
      if (answer.kind === 'refused') throw new Fault('invalid_value', answer.message, { param: 'video' })
      if (answer.kind === 'broken') throw new Error(`The clip could not be looked at: ${answer.message}`)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }

  async #ask(task: ClipTask): Promise<ClipAnswer> {
    const child = fork(CHILD, [], {
      detached: true, // a group of its own: one signal reaches ffmpeg too
      env: BARE_ENVIRONMENT,
      execArgv: ['--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#child = child
    const timer = setTimeout(() => killGroup(child), this.#parts.timeMs ?? 60_000)
    const done = new AbortController()
    const { signal } = done
    try {
      child.on('error', () => {}) // followed by `close`, which is what we wait for
      const answer = once(child, 'message', { signal }).then(([message]) => message as ClipAnswer)
      const gone = once(child, 'close', { signal }).then((): ClipAnswer => {
        if (this.#closed) return { kind: 'broken', message: 'the server stopped' }
        return { kind: 'refused', message: 'The clip takes too much time or memory to look at. Send a shorter one.' }
      })
      child.send(task, () => {}) // a failed send shows as the child's end
      return await Promise.race([answer, gone])
    } finally {
      clearTimeout(timer)
      done.abort()
      killGroup(child)
      this.#child = undefined
    }
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL') // no such group: all gone, or a system without groups
  }
}
