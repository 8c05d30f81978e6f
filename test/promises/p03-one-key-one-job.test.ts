import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caller, draft, openHouse } from '../../server/src/jobs/testing/house.ts'
import { burst } from '../kit/burst.ts'
import { askDatabase } from '../kit/database.ts'
import { openServer } from '../kit/in-process.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, temporaryFolder } from '../kit/server.ts'
import type { Kinora } from '../../server/src/main.ts'

const AT_ONCE = 100
const HOUR_MS = 3_600_000

promise('P3', 'requests at once under one key, and again after a restart', async (t) => {
  const folder = temporaryFolder('one-key')
  t.after(() => removeFolder(folder))
  const data = join(folder, 'data')
  const bodies = [...(await during(data)), ...(await during(data))]
  const [jobs, started] = [
    askDatabase(data, 'select id from job'),
    askDatabase(data, 'select distinct job_id from attempt'),
  ]
  assert.equal(new Set(bodies).size, 1, 'equal bodies')
  assert.equal(jobs.length, 1, 'one row')
  assert.ok(started.length <= 1)
  return `${AT_ONCE} at once and ${AT_ONCE} after a restart: ${jobs.length} row, ${new Set(bodies).size} body`
})

promise('P3', 'the same key until 72 hours have passed on the clock, across restarts', async (t) => {
  const house = await openHouse(t)
  const order = () => house.desk.create(draft, caller, { key: 'order-1', retries: 0, signal: t.signal })
  const atMs = house.timing.now()
  const { id } = await order()
  for (const hours of [1, 23, 47]) {
    house.timing.advance(hours * HOUR_MS)
    await house.stop()
    await house.open()
    assert.equal((await order()).id, id, 'the same')
  }
  house.timing.advance(atMs + 72 * HOUR_MS - 1 - house.timing.now()) // stopping takes a while
  assert.equal((await order()).id, id, 'the same in the last millisecond')
  house.timing.advance(1)
  assert.notEqual((await order()).id, id, 'another after it')
  return '1 job through 71:59:59.999 and 3 restarts'
})

/** What one start of the server answers to all of them. */
async function during(data: string): Promise<string[]> {
  const kinora = await openServer(data)
  try {
    return await create(kinora)
  } finally {
    await kinora.close()
  }
}

async function create({ url, key }: Kinora): Promise<string[]> {
  const headers = {
    authorization: `Bearer ${key.value}`,
    'content-type': 'application/json',
    'idempotency-key': 'order-1',
  }
  // Decoding the photo takes a while between looking for an earlier answer and writing: there the hundred meet.
  const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg')).toString('base64')
  const order = { prompt: 'A quiet lake', seconds: '1', size: '256x256' }
  const body = JSON.stringify({ ...order, input_reference: { image_url: `data:image/jpeg;base64,${photo}` } })
  const answers = await burst(
    `${url}/v1/videos`,
    headers,
    Array.from({ length: AT_ONCE }, () => body),
  )
  for (const { status, body } of answers) assert.equal(status, 200, body)
  return answers.map(({ body }) => body)
}
