import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openReceiver, status } from '../../server/src/jobs/testing/receiver.ts'
import { startBare } from '../kit/bare-server.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'

const PROMPT = 'Quillfeather and Marmalade elope at midnight'
const KEY = 'operator-canary-key-5d1f9a77'
const URL_SECRET = 'hook-canary-2b8c'
/** Sent where nothing but a mistake would put them. */
const STRAY = 'stray-canary-77e1'

promise('P13', 'no secret, prompt or photo is in a log, an error, a webhook, the audit or the metrics', async (t) => {
  const folder = temporaryFolder('p13')
  const receiver = await openReceiver(t)
  receiver.answers.push(status(500))
  const env = { KINORA_API_KEY: KEY, KINORA_LOG: 'debug', KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' }
  const server = await startBare(t, join(folder, 'data'), env)
  t.after(() => removeFolder(folder))
  const errors: string[] = []
  const ask = async (path: string, init: RequestInit = {}, key = KEY): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) }
    const response = await fetch(`${server.url}${path}`, { ...init, headers })
    const text = await response.text()
    if (!response.ok) errors.push(text)
    return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text }
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })

  const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: PROMPT, seconds: '1', size: '256x256' })) form.set(name, value)
  form.set('input_reference', new File([photo], `${STRAY}.jpg`, { type: 'image/jpeg' }))
  const hook = {
    name: 'x',
    url: `${receiver.url}?secret=${URL_SECRET}`,
    event_types: ['video.completed', 'video.failed'],
  }
  const { signing_secret: signing } = await post('/v1/webhook_endpoints', hook)
  const { key: made } = await post('/v1/keys', { name: 'phone' })
  const { id } = (await ask('/v1/videos', { method: 'POST', body: form })) as { id: string }
  const done = async () => ((await ask(`/v1/videos/${id}`))['status'] === 'completed' ? true : undefined)
  await until('the video', 60, done)
  await until('a webhook', 10, async () => (receiver.received.length > 0 ? true : undefined))

  // Every way to be wrong, with something in hand that nobody may read.
  await post('/v1/videos', { prompt: PROMPT, seconds: 1_000_000 })
  await post('/v1/videos', { prompt: PROMPT, model: 'sora-9' })
  await post('/v1/videos', { prompt: PROMPT, input_reference: { image_url: `data:image/png;base64,${STRAY}` } })
  await post('/v1/videos', { prompt: PROMPT, api_key: KEY })
  await post('/v1/videos', `{"prompt":"${PROMPT}", oh`)
  await ask(`/v1/videos/${STRAY}?key=${KEY}&prompt=${encodeURIComponent(PROMPT)}`)
  await ask(`/v1/${STRAY}?token=${STRAY}`)
  await ask('/v1/videos', {}, `wrong-${KEY}`)
  await ask('/v1/videos', { headers: { cookie: `kinora_session=${STRAY}` } }, STRAY)
  await post('/v1/webhook_endpoints', { ...hook, url: `ftp://user:${URL_SECRET}@127.0.0.1/` })
  const { id: other } = (await post('/v1/videos', { prompt: PROMPT, seconds: 60, size: '256x256' })) as { id: string }
  await post(`/v1/videos/${other}/cancel`, {})
  const kept = join(folder, 'data', 'blobs', 'videos', id)
  const stored = readdirSync(kept).map((name) => readFileSync(join(kept, name)))
  rmSync(join(kept, 'video.mp4'))
  await ask(`/v1/videos/${id}/content`)
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  const audit = JSON.stringify(await ask('/v1/audit?limit=100'))
  await ask(`/v1/videos/${id}`, { method: 'DELETE' })
  await server.stop()

  const logged = server
    .said()
    .split('\n')
    .filter((line) => line.includes('"time"'))
  assert.ok(logged.length > 30 && logged.some((line) => line.includes('ALARM')), `${logged.length} lines`)
  assert.ok(errors.length >= 9, `${errors.length} errors`)
  const webhooks = receiver.received.map(({ body }) => body).join('\n')
  assert.ok(webhooks.includes(id))
  const places = {
    log: server.said().replace(/^\{"url":.*$/m, ''),
    errors: errors.join('\n'),
    webhooks,
    metrics,
    audit,
  }
  const canaries = [
    PROMPT,
    PROMPT.slice(0, 20),
    encodeURIComponent(PROMPT),
    KEY,
    URL_SECRET,
    String(signing),
    String(made),
    ...[photo, ...stored].flatMap((bytes) => [middle(bytes, 'base64'), middle(bytes, 'hex'), middle(bytes, 'latin1')]),
    Buffer.from(KEY).toString('base64').slice(0, 30),
  ]
  const leaks = Object.entries(places).flatMap(([place, text]) =>
    // A client may be told its own odd path; nobody else may read of it.
    [...canaries, ...(place === 'errors' ? [] : [STRAY])]
      .filter((canary) => text.includes(canary))
      .map((canary) => `${place}: ${canary}`),
  )
  assert.deepEqual(leaks, [])
  return `0 of ${canaries.length + 1} canaries in ${logged.length} log lines, ${errors.length} errors, ${webhooks.split('\n').length} webhooks, the audit and the metrics`
})

const middle = (bytes: Buffer, as: BufferEncoding): string =>
  bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 24).toString(as)
