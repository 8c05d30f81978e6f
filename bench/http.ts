/** Requests a second and megabytes a second of the API, as ratios to bare servers in the same run. */
import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measured } from './load.ts'

interface Served {
  readonly key: string
  readonly id: string
  readonly api: string
  readonly json: string
  readonly file: string
  readonly sent: string
  /** Each time one asks: how many commits a second the store makes just now. */
  readonly commits: string
}

const here = dirname(fileURLToPath(import.meta.url))
const run = promisify(execFile)
const SECONDS = 5
const ROUNDS = 5

const server = spawn(process.execPath, [join(here, 'http-server.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = await new Promise<[string]>((resolve) =>
  createInterface({ input: server.stdout }).once('line', (...args) => resolve(args)),
)
const served = JSON.parse(line) as Served
const auth = { authorization: `Bearer ${served.key}` }

async function load(url: string, more: object = {}): Promise<Measured> {
  const task = { url, seconds: SECONDS, connections: 16, method: 'GET', headers: auth, ...more }
  const { stdout } = await run(process.execPath, [join(here, 'load.ts'), JSON.stringify(task)])
  const measured = JSON.parse(stdout) as Measured
  if (measured.failed > 0) throw new Error(`${measured.failed} requests to ${url} failed`)
  return measured
}

async function commitRate(): Promise<number> {
  return Number(await (await fetch(served.commits)).text())
}

const rate = (n: number): string => Math.round(n).toLocaleString('en')
const say = (what: string, got: string, ratio: number, of: string): void =>
  console.log(`${what}: ${got}, ${ratio.toFixed(2)} of ${of}`)

const bareReads = await load(served.json)
const reads = await load(`${served.api}/v1/videos/${served.id}`)
say(
  'status reads',
  `${rate(reads.perSecond)} a second, p99 ${reads.p99Ms.toFixed(1)} ms`,
  reads.perSecond / bareReads.perSecond,
  `a bare node:http server (${rate(bareReads.perSecond)})`,
)

const creation = {
  method: 'POST',
  headers: { ...auth, 'content-type': 'application/json' },
  body: JSON.stringify({ prompt: 'Number # on a beach', seconds: 4 }),
}
// A disk's pace changes by the second: each round stands between two measurements of it.
const rounds: (Measured & { readonly commits: number })[] = []
let before = await commitRate()
for (let round = 0; round < ROUNDS; round++) {
  const creates = await load(`${served.api}/v1/videos`, { ...creation, seconds: 2 })
  const later = await commitRate()
  rounds.push({ ...creates, commits: (before + later) / 2 })
  before = later
}
rounds.sort((a, b) => a.perSecond / a.commits - b.perSecond / b.commits)
const middle = rounds[Math.floor(ROUNDS / 2)]
if (middle)
  say(
    'durable creates',
    `${rate(middle.perSecond)} a second, p99 ${middle.p99Ms.toFixed(1)} ms`,
    middle.perSecond / middle.commits,
    `the store's own rate, one commit after the other (${rate(middle.commits)}; the middle of ${ROUNDS} rounds)`,
  )

const big = { connections: 4 }
const bareContent = await load(served.file, big)
const sentContent = await load(served.sent, big)
const content = await load(`${served.api}/v1/videos/${served.id}/content`, big)
say(
  'content',
  `${rate(content.mibPerSecond)} MiB a second`,
  content.mibPerSecond / bareContent.mibPerSecond,
  `a bare stream of the file (${rate(bareContent.mibPerSecond)})`,
)
say(
  'content',
  `${rate(content.mibPerSecond)} MiB a second`,
  content.mibPerSecond / sentContent.mibPerSecond,
  `\`send\` with the same file (${rate(sentContent.mibPerSecond)})`,
)
server.kill('SIGTERM')
