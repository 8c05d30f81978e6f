import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openServer, sdkFor } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

promise('P6', 'what is served is what was stored, or a 500 and an alarm, never other bytes', async (t) => {
  const folder = temporaryFolder('p06')
  const kinora = await openServer(folder, { KINORA_LOG: 'silent' })
  t.after(async () => {
    await kinora.close()
    removeFolder(folder)
  })
  const { client } = sdkFor(kinora)
  const { id } = await client.videos.create({ prompt: 'Two friends', seconds: 1, size: '256x256' } as never)
  await until('the video', 30, async () => ((await client.videos.retrieve(id)).status === 'completed' ? 1 : undefined))
  const path = join(folder, 'blobs', 'videos', id, 'video.mp4')
  const good = readFileSync(path)
  const ask = async (headers: Record<string, string> = {}, method = 'GET') => {
    const authorization = `Bearer ${kinora.key.value}`
    const response = await fetch(`${kinora.url}/v1/videos/${id}/content`, {
      method,
      headers: { authorization, ...headers },
    })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  assert.equal(sha256((await ask()).bytes), sha256(good))

  const changed = Buffer.from(good)
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
  const harms = {
    cut: () => truncateSync(path, 100),
    changed: () => writeFileSync(path, changed),
    'changed in the middle of another time': () => (writeFileSync(path, changed), utimesSync(path, 1, 1)),
    missing: () => renameSync(path, `${path}.away`),
  }
  let alarms = 0
  for (const [what, harm] of Object.entries(harms)) {
    harm()
    for (const headers of [{}, { range: 'bytes=0-9' }]) {
      const { status, bytes } = await ask(headers)
      alarms += 1
      assert.equal(status, 500, what)
      assert.match(bytes.toString(), /"code":"internal"/)
    }
    assert.equal((await ask({}, 'HEAD')).status, 500, what)
    alarms += 1
    writeFileSync(path, good)
    assert.equal(sha256((await ask()).bytes), sha256(good), 'mended, it is served again')
  }
  const metrics = await (await fetch(`${kinora.url}/metrics`)).text()
  const counted = Number(/kinora_alarms_total\{kind="stored_file"\} (\d+)/.exec(metrics)?.[1])
  assert.equal(counted, alarms)
  return `0 wrong bytes and ${counted} alarms in ${Object.keys(harms).length} kinds of damage`
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
