import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openReceiver } from '../server/src/jobs/testing/receiver.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, temporaryFolder, until } from './kit/server.ts'

interface Span {
  name: string
  traceId: string
}
interface Sent {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[]
}

test('with an endpoint set, one video is one trace: request, accept, attempt, polls, store; and no words of a client', async (t) => {
  const data = temporaryFolder('traces')
  t.after(() => removeFolder(data))
  const receiver = await openReceiver(t)
  const kinora = await openServer(data, { OTEL_EXPORTER_OTLP_ENDPOINT: new URL(receiver.url).origin })
  const { client } = sdkFor(kinora)
  const body = { prompt: 'a wedding nobody may know of', seconds: 1, size: '256x256' }
  const { id } = await client.videos.create(body as never)
  await until('the video', 30, async () => ((await client.videos.retrieve(id)).status === 'completed' ? 1 : undefined))
  await kinora.close()
  const bodies = receiver.received.map((one) => one.body)
  assert.ok(receiver.received.every(({ path }) => path === '/v1/traces'))
  const spans = bodies.flatMap((text) =>
    (JSON.parse(text) as Sent).resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
  )
  const names = new Set(spans.filter(({ traceId }) => id.includes(traceId)).map(({ name }) => name))
  assert.deepEqual([...names].toSorted(), ['accept', 'attempt', 'poll', 'request', 'store'])
  assert.doesNotMatch(bodies.join(''), /wedding|knr_/)
})
