import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { BARE_ENVIRONMENT } from './bare-environment.ts'

/** What a child says. `broken`: our own mistake or the disk's, not the file's. `lost`: it took too much time or memory. */
export type TaskAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string }
export type TaskEnd<Value> = TaskAnswer<Value> | { readonly kind: 'lost' }

const CLOSING = { kind: 'broken', message: 'The server is closing.' } as const

/** Runs tasks one after another, each in a child process of its own: they are rare, and what they load is large. */
export class TaskRunner<Task extends object, Value> {
  readonly #program: URL
  readonly #timeMs: number
  #child: ChildProcess | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  /** `program` calls `serveTask`. */
  constructor(program: URL, timeMs: number) {
    this.#program = program
    this.#timeMs = timeMs
  }

  /** `work` begins when it is its turn. @throws Error once closed. */
  run<Result>(work: (ask: (task: Task) => Promise<TaskEnd<Value>>) => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(() => {
      if (this.#closed) throw new Error('The server is closing.')
      return work((task) => this.#ask(task))
    })
    this.#last = turn.catch(() => {})
    return turn
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#child) killGroup(this.#child)
    await this.#last
  }

  async #ask(task: Task): Promise<TaskEnd<Value>> {
    if (this.#closed) return CLOSING // while the work prepared its task
    const child = fork(this.#program, [], {
      detached: true, // a group of its own: one signal reaches what it started too
      env: BARE_ENVIRONMENT,
      execArgv: ['--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#child = child
    const timer = setTimeout(() => killGroup(child), this.#timeMs)
    const done = new AbortController()
    const { signal } = done
    try {
      child.on('error', () => {}) // followed by `close`, which is what we wait for
      const answer = once(child, 'message', { signal }).then(([message]) => message as TaskAnswer<Value>)
      const gone = once(child, 'close', { signal }).then((): TaskEnd<Value> => {
        return this.#closed ? CLOSING : { kind: 'lost' }
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
