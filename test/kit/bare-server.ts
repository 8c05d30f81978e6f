import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { root } from './server.ts'

/** The server without the studio, in a process of its own; reaped with the test. `said()`: all it wrote so far. */
export async function startBare(t: TestContext, data: string, env: Record<string, string> = {}) {
  const { npm_lifecycle_event: _, ...inherited } = process.env
  const child = spawn(process.execPath, [join(root, 'test/kit/bare-child.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, HOST: '127.0.0.1', PORT: '0', KINORA_API_KEY: '', KINORA_DATA: data, ...env },
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  t.after(() => stop('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), ended])
  if (typeof first[0] !== 'string') throw new Error(`The server ended before it was ready:\n${said}`)
  const { url, key } = JSON.parse(first[0]) as { url: string; key: string }
  return { url, key, child, stop, said: () => said }
}
