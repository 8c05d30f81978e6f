import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Kinora as a user starts it: a process of its own, on a free port, with a data folder of its own. */
export interface Running {
  readonly url: string
  readonly key: string
  readonly data: string
  readonly child: ChildProcess
  readonly output: () => string
  /** SIGTERM, and wait for the end. Gives the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL to this one process: its children must notice by themselves. */
  kill(): Promise<void>
}

export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `kinora-${name}-`))
}

/** Removes a folder that a dying process may still be writing to. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** Starts it and waits until it says that it is ready. */
export async function startKinora(data: string, env: Record<string, string> = {}): Promise<Running> {
  const { npm_lifecycle_event: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited,
      HOST: '127.0.0.1',
      PORT: '0',
      NODE_ENV: 'production',
      KINORA_DATA: data,
      KINORA_API_KEY: '',
      ...env,
    },
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`
      const found = /API\s+(http:\S+)\/v1/.exec(line)
      if (found?.[1]) resolve(found[1])
    })
    void ended.then(([code]) => reject(new Error(`Kinora ended with ${String(code)} before it was ready:\n${output}`)))
  })
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
    return child.exitCode
  }
  return {
    url,
    key: env['KINORA_API_KEY'] || readFileSync(join(data, 'api-key'), 'utf8').trim(),
    data,
    child,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

/** Asks until the answer is good, at most `seconds`. For things that happen in other processes. */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
