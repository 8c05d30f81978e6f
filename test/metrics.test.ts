import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import type { Kinora } from '../server/src/main.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, temporaryFolder } from './kit/server.ts'

const folder = temporaryFolder('metrics')
let kinora: Kinora
before(async () => (kinora = await openServer(folder)))
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

/** By Node's own client: `fetch` would not let a test choose these headers. */
function ask(headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(`${kinora.url}/metrics`, { headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asked.on('error', reject).end()
  })
}

test('a collector on this machine reads what happens, under names of ours', async () => {
  const { client } = sdkFor(kinora)
  await client.videos.create({ prompt: 'a wedding nobody may know of', seconds: 60, size: '256x256' } as never)
  await assert.rejects(client.videos.retrieve('a-wedding-in-the-path'))
  const { status, text } = await ask()
  assert.equal(status, 200)
  for (const line of [
    /^kinora_http_requests_total\{method="POST",route="\/v1\/videos",status="200"\} 1$/m,
    /^kinora_http_requests_total\{method="GET",route="\/v1\/videos\/:id",status="404"\} 1$/m,
    /^kinora_http_request_seconds_count\{route="\/v1\/videos"\} 1$/m,
    /^kinora_jobs\{engine="local",state="\w+"\} 1$/m,
    /^kinora_money_spent_usd_micros\{engine="local"\} 0$/m,
    /^kinora_disk_free_bytes [1-9]/m,
    /^nodejs_eventloop_lag_seconds /m,
    /^process_resident_memory_bytes /m,
    /^kinora_alarms_total\{kind="stored_file"\} 0$/m,
  ])
    assert.match(text, line)
  assert.doesNotMatch(text, /wedding|video_|knr_/)
})

test('a page, a proxy and a key without the scope may not read them; an admin may', async () => {
  const authorization = `Bearer ${kinora.key.value}`
  const { client } = sdkFor(kinora)
  const { key } = await client.post<{ key: string }>('/keys', { body: { name: 'phone' } })
  assert.equal((await ask({ origin: kinora.url })).status, 401)
  assert.equal((await ask({ 'sec-fetch-site': 'same-origin' })).status, 401)
  assert.equal((await ask({ 'x-forwarded-for': '203.0.113.9' })).status, 401)
  assert.equal((await ask({ origin: kinora.url, authorization: `Bearer ${key}` })).status, 403)
  assert.equal((await ask({ origin: kinora.url, authorization })).status, 200)
})
