import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './server.ts'

/** A server without the studio, in a process of its own. */
export interface Bare {
  readonly url: string
  readonly key: string
  readonly child: ChildProcess
  readonly output: () => string
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
  readonly alive: () => boolean
  /** It is to die at this crash point, as `C9` or `C9:2`; at none by `''`. */
  arm(crash: string): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface BareOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What it is started by, as `['strace', '-f']`. */
  readonly under?: readonly string[]
}

/** Starting is most of what a kill costs: without this every start compiles all sources anew. */
const COMPILED = join(tmpdir(), 'kinora-compiled')

/** Undefined when it ended before it was ready; then `onEnd` has heard what it said. */
export async function startBare(
  data: string,
  { env = {}, under = [] }: BareOptions,
  onEnd: (code: number | null, output: string) => void = () => undefined,
): Promise<Bare | undefined> {
  const command = [...under, process.execPath, join(root, 'test/kit/killed-server.ts')]
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true, // a group of its own, by which children that outlive it are found
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: COMPILED,
      PORT: '0',
      KINORA_DATA: data,
      ...env,
    },
  })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'close').then(() => undefined)
  const ready = new Promise<string | undefined>((resolve) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then(() => resolve(undefined))
  })
  const line = await ready
  if (line === undefined) {
    onEnd(child.exitCode, output)
    return undefined
  }
  const { url, key } = JSON.parse(line) as { url: string; key: string }
  return {
    url,
    key,
    child,
    output: () => output,
    ended,
    alive: () => child.exitCode === null && child.signalCode === null,
    async arm(crash) {
      const armed = Promise.race([once(child, 'message'), ended])
      child.send(crash, () => undefined) // it may have died meanwhile
      await armed
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}
