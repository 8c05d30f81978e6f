import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after } from 'node:test'
import { openServer } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, startKinora, temporaryFolder } from '../kit/server.ts'

const folder = temporaryFolder('twice')
after(() => removeFolder(folder))

promise('P25', 'a second server on the same folder says so in one line and ends', async (t) => {
  const data = join(folder, 'shared')
  const first = await openServer(data)
  t.after(() => first.close())
  const startedAt = performance.now()
  const said = await startKinora(data).then(
    (second) => second.stop().then(() => assert.fail('it started')),
    (thrown: Error) => thrown.message,
  )
  const tookMs = performance.now() - startedAt
  assert.match(said, /ended with 1 before it was ready/)
  const lines = said
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
  assert.deepEqual(lines, [
    `kinora: Another Kinora server already uses the data folder ${data}. Stop it, or choose another folder.`,
  ])
  assert.ok(tookMs <= 2_000, `${tookMs} ms`)
  assert.equal((await fetch(`${first.url}/healthz`)).status, 200)
  return `refused after ${tookMs.toFixed(0)} ms`
})
