import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { until } from '../kit/server.ts'
import { picture, type Proof, type Stage } from './stage.ts'

const BOUNDARY = 'conformance'

/** A create whose body is `sent` of the `length` bytes it says it has. */
async function open(stage: Stage, type: string, sent: Uint8Array, length: number) {
  const { hostname, port } = new URL(stage.kinora.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(
    `POST /v1/videos HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${stage.kinora.key}\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`,
  )
  socket.write(sent)
  return socket
}

async function form(): Promise<Buffer> {
  const data = new FormData()
  for (const [name, value] of Object.entries({ prompt: 'p', seconds: '1', size: '256x256' })) data.append(name, value)
  data.append('input_reference', await picture('me.jpg'))
  const response = new Response(data)
  const own = /boundary=(.+)$/.exec(response.headers.get('content-type') ?? '')?.[1] ?? ''
  return Buffer.from(
    Buffer.from(await response.arrayBuffer())
      .toString('latin1')
      .replaceAll(own, BOUNDARY),
    'latin1',
  )
}

const enveloped = async (response: Response, status: number): Promise<{ code: string }> => {
  const { error } = (await response.json()) as { error: { code: string } }
  assert.equal(response.status, status)
  assert.deepEqual(Object.keys(error).toSorted(), ['code', 'message', 'param', 'type'])
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  assert.ok(response.headers.get('x-request-id'))
  return error
}

const broken: Proof[1] = async (stage) => {
  const before = await stage.count()
  const body = await form()
  const half = body.subarray(0, body.length / 2)
  const cut = await open(stage, `multipart/form-data; boundary=${BOUNDARY}`, half, half.length)
  assert.match(Buffer.concat(await cut.toArray()).toString(), /^HTTP\/1.1 400 [^]*"error":/)
  await enveloped(await stage.raw('/videos', post('multipart/form-data', body)), 400)
  await enveloped(await stage.raw('/videos', post('multipart/form-data; boundary=other', body)), 400)
  assert.equal(await stage.count(), before)
  assert.deepEqual(await stage.staged(), [])
}
const post = (type: string, body: Buffer): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: new Uint8Array(body),
})

const aborted: Proof[1] = async (stage) => {
  const before = await stage.count()
  const body = await form()
  const socket = await open(stage, `multipart/form-data; boundary=${BOUNDARY}`, body.subarray(0, -200), body.length)
  await until('the first bytes of the photo', 10, async () => ((await stage.staged()).length > 0 ? true : undefined))
  socket.destroy()
  await until('nothing to be left', 10, async () => ((await stage.staged()).length === 0 ? true : undefined))
  assert.equal(await stage.count(), before)
}

const pollHeader: Proof[1] = async (stage) => {
  const video = await stage.long()
  const wait = (await stage.raw(`/videos/${video.id}`)).headers.get('openai-poll-after-ms')
  assert.match(wait ?? '', /^\d+$/)
  await stage.drop(video)
}

const envelopes: Proof[1] = async (stage) => {
  await enveloped(await stage.raw('/nope'), 404)
  await enveloped(await stage.raw('/videos', { method: 'PUT' }), 405)
  await enveloped(await stage.raw('/videos', post('application/json', Buffer.from('{'))), 400)
  await enveloped(await fetch(`${stage.kinora.url}/v1/videos`), 401)
  const refusal = await stage.refused(404, () => stage.client.get('/nope'))
  assert.ok(refusal.requestID)
}

const types: Proof[1] = async (stage) => {
  const video = await stage.long()
  const paths = ['/videos', `/videos/${video.id}`, '/models', '/files', '/webhook_endpoints', '/nope', '/videos/nope']
  for (const path of paths)
    assert.match((await stage.raw(path)).headers.get('content-type') ?? '', /^application\/json/, path)
  const gone = await stage.raw(`/videos/${video.id}`, { method: 'DELETE' })
  assert.match(gone.headers.get('content-type') ?? '', /^application\/json/)
}

export const RAW: readonly Proof[] = [
  [
    21,
    async (stage) => {
      const error = await enveloped(await stage.raw('/videos', post('text/plain', Buffer.from('prompt=p'))), 415)
      assert.equal(error.code, 'unsupported_media_type')
    },
  ],
  [22, broken],
  [26, pollHeader],
  [56, aborted],
  [63, types],
]

/** Played on every SDK too: 6.x hides the words of what is not in the envelope. */
export const ENVELOPES: readonly Proof[] = [[62, envelopes]]
