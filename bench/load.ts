/** A client of its own process: asks one URL over and over and prints what it measured as JSON. */
import { Agent, request } from 'node:http'

interface Task {
  readonly url: string
  readonly seconds: number
  readonly connections: number
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** `#` in it becomes a number that differs each time. */
  readonly body?: string
}
export interface Measured {
  readonly perSecond: number
  readonly mibPerSecond: number
  readonly p99Ms: number
  readonly failed: number
}

const task = JSON.parse(process.argv[2] ?? '') as Task
const agent = new Agent({ keepAlive: true, maxSockets: task.connections })
const times: number[] = []
let bytes = 0
let failed = 0
let count = 0

function ask(): Promise<void> {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const asked = request(task.url, { agent, method: task.method, headers: task.headers }, (response) => {
      if (response.statusCode !== 200) failed++
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => {
        times.push(performance.now() - startedAt)
        resolve()
      })
    })
    asked.on('error', () => {
      failed++
      resolve()
    })
    asked.end(task.body?.replace('#', String(count++)))
  })
}

const startedAt = performance.now()
const end = startedAt + task.seconds * 1000
await Promise.all(
  Array.from({ length: task.connections }, async () => {
    while (performance.now() < end) await ask()
  }),
)
const seconds = (performance.now() - startedAt) / 1000
times.sort((a, b) => a - b)
const measured: Measured = {
  perSecond: times.length / seconds,
  mibPerSecond: bytes / 1_048_576 / seconds,
  p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
  failed,
}
process.stdout.write(JSON.stringify(measured))
agent.destroy()
