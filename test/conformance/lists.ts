import assert from 'node:assert/strict'
import type { Proof, Stage } from './stage.ts'

/** Videos that wait behind a long one, newest first. Most have the same `created_at`. */
async function fill(stage: Stage, count: number): Promise<string[]> {
  const made: string[] = []
  while (made.length < count) made.unshift((await stage.create({ seconds: '60' })).id)
  return made
}

const clear = (stage: Stage, ids: readonly string[]): Promise<void> => stage.drop(...ids.map((id) => ({ id })))

const pages: Proof[1] = async (stage) => {
  const others = await stage.count()
  const made = await fill(stage, 5)
  stage.sent = []
  const seen: string[] = []
  for await (const { id } of stage.client.videos.list({ limit: 2 })) seen.push(id)
  assert.deepEqual(seen.slice(0, 5), made)
  assert.equal(new Set(seen).size, others + 5)
  assert.equal(stage.sent.length, Math.ceil((others + 5) / 2))
  await clear(stage, made)
}

const orders: Proof[1] = async (stage) => {
  const { videos } = stage.client
  const made = await fill(stage, 3)
  const ids = async (query: object) => (await videos.list(query)).data.map(({ id }) => id)
  assert.deepEqual((await ids({ order: 'desc' })).slice(0, 3), made)
  assert.deepEqual((await ids({ order: 'asc', limit: 100 })).slice(-3), made.toReversed())
  assert.deepEqual(await ids({ after: made[0], limit: 2 }), made.slice(1))
  assert.deepEqual(await ids({ after: made[2], order: 'asc' }), [made[1], made[0]])
  const empty = (await (await stage.raw('/videos?limit=0')).json()) as Record<string, unknown>
  assert.deepEqual([empty['data'], empty['first_id'], empty['last_id']], [[], null, null])
  assert.equal((await stage.refused(400, async () => videos.list({ limit: 101 }))).param, 'limit')
  await clear(stage, made)
}

const stability: Proof[1] = async (stage) => {
  const { videos } = stage.client
  const made = await fill(stage, 4)
  const first = await videos.list({ limit: 2 })
  const later = await fill(stage, 2)
  const rest = await Array.fromAsync(videos.list({ limit: 2, after: first.data[1]?.id ?? '' }))
  const seen = [...first.data, ...rest].map(({ id }) => id)
  assert.deepEqual(seen.slice(0, 4), made)
  assert.equal(new Set(seen).size, seen.length)
  await clear(stage, [...made, ...later])
}

const goneCursor: Proof[1] = async (stage) => {
  const made = await fill(stage, 3)
  const [newest = '', cursor = '', oldest = ''] = made
  await clear(stage, [cursor])
  const refusal = await stage.refused(400, async () => stage.client.videos.list({ after: cursor, limit: 2 }))
  assert.equal(refusal.param, 'after')
  await clear(stage, [newest, oldest])
}

export const LISTS: readonly Proof[] = [
  [35, pages],
  [36, orders],
  [37, stability],
  [38, goneCursor],
]
