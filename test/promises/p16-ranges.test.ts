import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const PIECES = 64

/** RFC 9110 sections 13 and 14: what is sent, the status, and which bytes of a file of `size` come. */
const cases = (
  size: number,
  tag: string,
): [headers: Record<string, string>, status: number, from: number, to: number][] => [
  [{}, 200, 0, size],
  [{ range: 'bytes=0-0' }, 206, 0, 1],
  [{ range: 'bytes=0-' }, 206, 0, size],
  [{ range: `bytes=${size - 1}-` }, 206, size - 1, size],
  [{ range: `bytes=10-${size * 2}` }, 206, 10, size],
  [{ range: 'bytes=-7' }, 206, size - 7, size],
  [{ range: `bytes=-${size * 2}` }, 206, 0, size],
  [{ range: `bytes=${size}-` }, 416, 0, 0],
  [{ range: 'bytes=-0' }, 416, 0, 0],
  [{ range: 'bytes=5-2' }, 200, 0, size],
  [{ range: 'bytes=0-0,2-2' }, 200, 0, size],
  [{ range: 'bytes=a-b' }, 200, 0, size],
  [{ range: 'lines=0-1' }, 200, 0, size],
  [{ range: 'bytes=0-9', 'if-range': tag }, 206, 0, 10],
  [{ range: 'bytes=0-9', 'if-range': '"other"' }, 200, 0, size],
  [{ range: 'bytes=0-9', 'if-range': `W/${tag}` }, 200, 0, size],
  [{ 'if-none-match': tag }, 304, 0, 0],
  [{ 'if-none-match': `"other", W/${tag}` }, 304, 0, 0],
  [{ 'if-none-match': '*' }, 304, 0, 0],
  [{ 'if-none-match': '"other"' }, 200, 0, size],
  [{ range: 'bytes=0-9', 'if-none-match': tag }, 304, 0, 0],
  [{ 'if-match': tag }, 200, 0, size],
  [{ 'if-match': '"other"' }, 412, 0, 0],
]

promise('P16', 'a film comes whole, in ranges and not at all, as RFC 9110 has it', async (t) => {
  const folder = temporaryFolder('ranges')
  const kinora = await openServer(join(folder, 'data'), { KINORA_RATE_LIMIT: 'off' })
  t.after(async () => {
    await kinora.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(kinora)
  const { id } = await client.videos.create({ prompt: 'A lake', seconds: 1, size: '256x256' } as never)
  await until('the film', 60, async () =>
    (await client.videos.retrieve(id)).status === 'completed' ? true : undefined,
  )
  const ask = async (headers: Record<string, string>, method = 'GET') => {
    const authorization = `Bearer ${kinora.key.value}`
    const response = await fetch(`${kinora.url}/v1/videos/${id}/content`, {
      method,
      headers: { ...headers, authorization },
    })
    return { status: response.status, headers: response.headers, bytes: await response.bytes() }
  }
  const whole = await ask({})
  const size = whole.bytes.length
  const tag = whole.headers.get('etag') ?? ''
  assert.match(tag, /^"[^"]+"$/)
  const all = cases(size, tag)
  for (const [headers, status, from, to] of all) {
    const what = JSON.stringify(headers)
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(headers, method)
      // Ranges are of GET alone (section 14.2).
      const expected = method === 'HEAD' && (status === 206 || status === 416) ? [answer.status] : [status]
      assert.ok(expected.includes(answer.status), `${method} ${what}: ${answer.status}`)
      if (method === 'HEAD') assert.equal(answer.bytes.length, 0, what)
      else if (status < 300) assert.equal(sha256(answer.bytes), sha256(whole.bytes.subarray(from, to)), what)
      if (answer.status === 206)
        assert.equal(answer.headers.get('content-range'), `bytes ${from}-${to - 1}/${size}`, what)
      if (answer.status === 416) assert.equal(answer.headers.get('content-range'), `bytes */${size}`, what)
      if (answer.status < 400) assert.equal(answer.headers.get('etag'), tag, what)
    }
  }
  const step = Math.ceil(size / PIECES)
  const starts = Array.from({ length: PIECES }, (_, index) => index * step).filter((start) => start < size)
  const pieces = await Promise.all(starts.map((start) => ask({ range: `bytes=${start}-${start + step - 1}` })))
  assert.equal(sha256(Buffer.concat(pieces.map(({ bytes }) => bytes))), sha256(whole.bytes))
  return `${all.length} cases, each by GET and HEAD; ${pieces.length} ranges at once put together again`
})
