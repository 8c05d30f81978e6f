import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBare } from './kit/bare-server.ts'
import { removeFolder, temporaryFolder } from './kit/server.ts'

test('whoever read the output has gone, and the server works on and stops as always', async (t) => {
  const data = temporaryFolder('closed-output')
  const { url, key, child, stop } = await startBare(t, data, { KINORA_LOG: 'debug' })
  t.after(() => removeFolder(data))
  child.stdout.destroy()
  child.stderr.destroy()
  for (let n = 0; n < 20; n += 1) {
    const response = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })
    assert.equal(response.status, 200)
    await response.arrayBuffer()
  }
  await stop()
  assert.equal(child.exitCode, 0)
})
