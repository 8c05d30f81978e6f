import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { after } from 'node:test'
import { startBare } from '../kit/bare-server.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'

/**
 * 500 slow sockets; 250 ms; 15 s (reliability.md P15). A hundred of them ask for a large file and read nothing:
 * they have a minute (section 5, R), which `bad-bodies.test.ts` holds with a shorter one.
 */
const [SLOW, READERS, STATUS_MS, CLOSED_MS] = [500, 100, 250, 15_000]

/** More than the buffers on the way hold. */
const FILE_BYTES = 16_777_216

const folder = temporaryFolder('slow')
after(() => removeFolder(folder))
let kinora: Awaited<ReturnType<typeof startBare>>

const host = () => new URL(kinora.url).host
const head = (path: string, ...headers: readonly string[]): string =>
  [`${path} HTTP/1.1`, `Host: ${host()}`, ...headers, '', ''].join('\r\n')
const bearer = () => `Authorization: Bearer ${kinora.key}`
const JSON_BODY = ['Content-Type: application/json', 'Content-Length: 1000']
const FORM = ['Content-Type: multipart/form-data; boundary=b', 'Transfer-Encoding: chunked']
const PART = '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n'

/** What each kind says first, and then one byte at a time for as long as it is let. */
const KINDS: readonly (readonly [what: string, first: () => string, drip: string])[] = [
  ['headers that drip', () => `GET /v1/models HTTP/1.1\r\nHost: ${host()}\r\nX-Slow: `, 'x'],
  ['nothing at all after connecting', () => '', ''],
  ['a JSON body that drips', () => `${head('POST /v1/videos', bearer(), ...JSON_BODY)}{"prompt":"`, 'x'],
  [
    'a form that drips',
    () => `${head('POST /v1/videos', bearer(), ...FORM)}${PART.length.toString(16)}\r\n${PART}\r\n`,
    '1\r\nx\r\n',
  ],
  ['a body that drips, without a key', () => `${head('POST /v1/videos', ...JSON_BODY)}{"prompt":"`, 'x'],
]

interface Slow {
  readonly what: string
  /** When it was let go of, ms after it connected. */
  readonly closed: Promise<number>
  readonly hangUp: () => void
}

function openSlow(index: number): Slow {
  const [what, first, drip] = KINDS[index % KINDS.length] ?? assert.fail()
  const socket: Socket = connect(Number(new URL(kinora.url).port), '127.0.0.1')
  const startedAt = performance.now()
  socket.on('error', () => {}) // being cut off is what it waits for
  socket.resume()
  socket.write(first())
  const timer = setInterval(() => socket.writable && drip !== '' && socket.write(drip), 500)
  const closed = once(socket, 'close').then(() => {
    clearInterval(timer)
    return performance.now() - startedAt
  })
  return { what, closed, hangUp: () => socket.destroy() }
}

/** An answer that nobody takes. Gives how to hang up. */
function openReader(id: string): () => void {
  const socket = connect(Number(new URL(kinora.url).port), '127.0.0.1').pause()
  socket.on('error', () => {})
  socket.write(head(`GET /v1/files/${id}/content`, bearer()))
  return () => socket.destroy()
}

/** Asks for the file's state again and again until it is over; gives every time it took, ms, smallest first. */
async function poll(id: string, over: (asked: number) => boolean): Promise<number[]> {
  const times: number[] = []
  while (!over(times.length)) {
    const startedAt = performance.now()
    const answer = await fetch(`${kinora.url}/v1/files/${id}`, { headers: { authorization: `Bearer ${kinora.key}` } })
    assert.equal(answer.status, 200)
    await answer.text()
    times.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return times.toSorted((a, b) => a - b)
}

const p99Of = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.99)] ?? Infinity

async function keepFile(): Promise<string> {
  const body = new FormData()
  body.set('purpose', 'user_data')
  body.set('file', new Blob(['x'.repeat(FILE_BYTES)]), 'long.txt')
  const headers = { authorization: `Bearer ${kinora.key}` }
  const made = await fetch(`${kinora.url}/v1/files`, { method: 'POST', headers, body })
  assert.equal(made.status, 200, await made.clone().text())
  return ((await made.json()) as { id: string }).id
}

promise('P15', '500 slow sockets stop nobody, and are let go of', async (t) => {
  kinora = await startBare(t, join(folder, 'data'), { KINORA_RATE_LIMIT: 'off' })
  const id = await keepFile()
  // The machine's own share, which others may be using too.
  const alone = p99Of(await poll(id, (asked) => asked >= 200))
  const hangUps = Array.from({ length: READERS }, () => openReader(id))
  const slow = Array.from({ length: SLOW - READERS }, (_, index) => openSlow(index))
  const longest: Record<string, number> = {}
  let left = slow.length
  const noted = slow.map(async ({ what, closed }) => {
    longest[what] = Math.max(longest[what] ?? 0, await closed)
    left -= 1
  })
  const endAt = performance.now() + CLOSED_MS + 2_000
  const times = await poll(id, () => left === 0 || performance.now() > endAt)
  for (const hangUp of [...hangUps, ...slow.map((one) => one.hangUp)]) hangUp()
  await Promise.all(noted)
  const p99 = p99Of(times)
  assert.ok(times.length > 100, `only ${times.length} questions`)
  assert.ok(p99 < alone + STATUS_MS, `status took ${p99.toFixed(0)} ms, ${alone.toFixed(0)} without them`)
  for (const [what, ms] of Object.entries(longest))
    assert.ok(ms <= CLOSED_MS, `${what}: closed after ${ms.toFixed(0)} ms`)
  const latest = Object.entries(longest).map(([what, ms]) => `${what} ${(ms / 1000).toFixed(1)} s`)
  return `status p99 ${p99.toFixed(0)} ms, ${alone.toFixed(0)} without them, of ${times.length}; let go of: ${latest.join(', ')}`
})
