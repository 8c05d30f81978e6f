import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import OpenAI from 'openai'
import type { Video } from '../../server/src/spec/video.ts'
import { startBare } from '../kit/bare-server.ts'
import { runCommand } from '../kit/command.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const clientOf = ({ url, key }: { url: string; key: string }) => new OpenAI({ apiKey: key, baseURL: `${url}/v1` })

async function digest(client: OpenAI, id: string): Promise<string> {
  const response = await client.videos.downloadContent(id)
  assert.equal(response.status, 200)
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
}

promise('P26', 'a backup taken under a load of creates and deletions restores, whole, elsewhere', async (t) => {
  const folder = temporaryFolder('p26')
  const data = join(folder, 'data')
  t.after(() => removeFolder(folder))
  const first = await startBare(t, data)
  const client = clientOf(first)
  const create = async (seconds: number): Promise<string> => {
    const body = { prompt: 'Two friends at a lake', seconds, size: '256x256' }
    return ((await client.videos.create(body as never)) as unknown as Video).id
  }
  const done = await create(1)
  await until('a video', 30, async () => ((await client.videos.retrieve(done)).status === 'completed' ? 1 : undefined))
  const before = await digest(client, done)
  const acknowledged = [done]
  for (let n = 0; n < 15; n += 1) acknowledged.push(await create(120))

  const ending = new AbortController()
  let during = 0
  const load = (async () => {
    while (!ending.signal.aborted) {
      const id = await create(120)
      during += 1
      if (during % 2 === 0) await client.videos.delete(id)
      await pause(2)
    }
  })()
  const backup = join(folder, 'backup')
  const made = await runCommand('backup', [backup], { KINORA_DATA: data })
  ending.abort()
  await load
  assert.equal(made.code, 0, made.err)
  await first.stop()

  const other = join(folder, 'other')
  const restored = await runCommand('restore', [backup], { KINORA_DATA: other })
  assert.equal(restored.code, 0, restored.err)
  assert.equal((await runCommand('restore', [backup], { KINORA_DATA: other })).code, 1, 'never over what is there')
  const verified = await runCommand('verify', [], { KINORA_DATA: other })
  assert.equal(verified.code, 0, verified.out + verified.err)
  const second = await startBare(t, other)
  assert.equal(second.key, first.key)
  const again = clientOf(second)
  for (const id of acknowledged) assert.equal((await again.videos.retrieve(id)).id, id)
  assert.equal(await digest(again, done), before)
  await second.stop()
  return `${acknowledged.length} of ${acknowledged.length} acknowledged before are there, with ${during} creates meanwhile`
})
