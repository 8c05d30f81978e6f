import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bookFaults } from '../kit/books.ts'
import { burst } from '../kit/burst.ts'
import { promise } from '../kit/promise.ts'
import { HOSTED_MODEL, openHosted } from '../kit/provider/hosted.ts'
import { until } from '../kit/server.ts'

const AT_ONCE = 200
const ROOM = 30
/** Of one video of a second. */
const PRICE = 100_000

interface Budget {
  span: string
  held_usd_micros: number
  spent_usd_micros: number
  left_usd_micros: number
}
interface Entry {
  id: string
  held_usd_micros: number
  spent_usd_micros: number
}

promise('P7', 'creates at once with room for 30, to the real server with a paid engine', async (t) => {
  const { client, kinora, folder, provider } = await openHosted(t)
  const { key } = kinora
  // Room for almost one more: only a hold that is never partial leaves that over.
  const cap = ROOM * PRICE + PRICE - 1
  await client.put('/budgets', { body: { scope: 'key:operator', span: 'month', usd_micros: cap } })
  const order = { model: HOSTED_MODEL, prompt: 'A quiet lake', seconds: '1', size: '128x128' }
  const headers = { authorization: `Bearer ${key.value}`, 'content-type': 'application/json' }
  const bodies = Array.from({ length: AT_ONCE }, () => JSON.stringify(order))
  const answers = await burst(`${kinora.url}/v1/videos`, headers, bodies)
  const refused = answers.filter(({ status }) => status !== 200)
  assert.equal(answers.length - refused.length, ROOM)
  for (const { status, body } of refused) {
    assert.equal(status, 429, body)
    assert.match(body, /"code":"insufficient_quota"/)
  }
  assert.equal(readdirSync(join(folder, 'data/blobs/videos')).length <= ROOM, true, 'a refusal leaves no file')
  await agree(client)
  await until('the end of all', 40, async () => {
    const { data } = await client.get<{ data: { held_usd_micros: number }[] }>('/budgets')
    return data.every(({ held_usd_micros }) => held_usd_micros === 0) ? true : undefined
  })
  await agree(client)
  const { total } = await client.get<{ total: { final_usd_micros: number } }>('/usage')
  assert.equal(total.final_usd_micros, ROOM * PRICE)
  assert.deepEqual(bookFaults(join(folder, 'data')), [])
  assert.equal(provider.account.report().chargedUsdMicros, ROOM * PRICE)
  return `${answers.length - refused.length} of ${AT_ONCE} accepted; the engine charged $${(ROOM * PRICE) / 1e6}, as ledger, budget and usage say`
})

type Client = Awaited<ReturnType<typeof openHosted>>['client']

/** Budget, ledger and usage say the same, and it is what was accepted: whatever is settled meanwhile. */
async function agree(client: Client): Promise<void> {
  const { data } = await client.get<{ data: Budget[] }>('/budgets?scope=key:operator')
  const month = data.find(({ span }) => span === 'month')
  assert.ok(month)
  assert.equal(month.held_usd_micros + month.spent_usd_micros, ROOM * PRICE)
  assert.equal(month.left_usd_micros, PRICE - 1)
  const entries = await ledger(client)
  const total = entries.reduce((all, one) => all + one.held_usd_micros + one.spent_usd_micros, 0)
  assert.equal(total, ROOM * PRICE)
  const usage = await client.get<{ total: { videos: number; estimate_usd_micros: number } }>('/usage')
  assert.deepEqual([usage.total.videos, usage.total.estimate_usd_micros], [ROOM, ROOM * PRICE])
}

async function ledger(client: Client): Promise<Entry[]> {
  const all: Entry[] = []
  for (;;) {
    const after = all.at(-1)?.id
    const query = { order: 'asc', limit: 100, ...(after !== undefined && { after }) }
    const { data, has_more } = await client.get<{ data: Entry[]; has_more: boolean }>('/ledger', { query })
    all.push(...data)
    if (!has_more) return all
  }
}
