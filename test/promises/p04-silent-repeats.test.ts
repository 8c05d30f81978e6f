import assert from 'node:assert/strict'
import { join } from 'node:path'
import OpenAI from 'openai'
import { askDatabase } from '../kit/database.ts'
import { openFaultProxy } from '../kit/fault-proxy.ts'
import { openServer } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'

const TIMES = 100

promise('P4', 'the answer to a create is swallowed or cut in half, and the official SDK repeats it', async (t) => {
  const folder = temporaryFolder('repeats')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const data = join(folder, 'data')
  let server = ''
  const proxy = await openFaultProxy(() => server)
  const env = { KINORA_ENGINES: providers.file, KINORA_RATE_LIMIT: 'off', KINORA_PUBLIC_URL: proxy.url }
  const kinora = await openServer(data, env)
  server = kinora.url
  t.after(() => proxy.close())
  const ids: string[] = []
  try {
    // The SDK waits half a second before it repeats: side by side, each with a proxy's connection of its own.
    const client = new OpenAI({ apiKey: kinora.key.value, baseURL: `${proxy.url}/v1`, maxRetries: 3 })
    for (let n = 0; n < TIMES; n += 20) {
      proxy.cutNext(20, n % 40 === 0 ? 0 : 300)
      const wish = (i: number) => ({ model: 'opaque', prompt: `Lake ${n + i}`, seconds: '1', size: '128x128' }) as never
      const made = await Promise.all(Array.from({ length: 20 }, (_, i) => client.videos.create(wish(i))))
      ids.push(...made.map(({ id }) => id))
    }
    assert.equal(proxy.cuts(), TIMES)
  } finally {
    proxy.close()
    await kinora.close()
  }
  const rows = askDatabase(data, 'select id from job').map(({ id }) => String(id))
  assert.deepEqual(rows.toSorted(), ids.toSorted())
  const { renders } = await providers.account('opaque')
  assert.ok(Object.values(renders).every((count) => count === 1))
  return `${ids.length} of ${TIMES}: one job each, ${rows.length} rows, ${proxy.cuts()} answers cut`
})
