import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScriptedEngine, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

const other = { owner: 'owner-2', keyId: 'key-2' }

/** In which order the engine was given these jobs, one at a time. */
async function order(house: House, ids: readonly string[]): Promise<(string | undefined)[]> {
  house.engine.firstReport = { state: 'done', result: scriptedResult() }
  await house.drive()
  for (const id of ids) await house.reaches(id, 'completed')
  return [...house.engine.starts.keys()].map((key) => ids.find((id) => key.startsWith(id)))
}

test('a key that sends many does not hold up another, and keys take turns', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 1 }))
  const ids: string[] = []
  for (let index = 0; index < 20; index += 1) ids.push((await house.desk.create(draft, caller)).id)
  const lone = (await house.desk.create(draft, other)).id
  await house.drive()
  await house.reaches(ids[0] ?? '', 'running')
  house.engine.firstReport = { state: 'done', result: scriptedResult() }
  house.engine.finish(`${ids[0]}-1`)
  await house.reaches(lone, 'completed')
  assert.ok(house.engine.starts.size <= 4, `${house.engine.starts.size} were started before it`)
})

test('a higher priority comes first, and a retry keeps it', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 1 }))
  const make = async (priority: 'low' | 'normal' | 'high') =>
    (await house.desk.create({ ...draft, priority }, caller)).id
  const [low, normal, high] = [await make('low'), (await house.desk.create(draft, caller)).id, await make('high')]
  assert.deepEqual(await order(house, [low, normal, high]), [high, normal, low])
  const { id } = await house.lineage.retry(high, caller)
  assert.deepEqual([(await house.job(id)).priority, (await house.job(normal)).priority], ['high', 'normal'])
})

test('no key has more under way than it may, while others go on', async (t) => {
  const house = await openHouse(t, new ScriptedEngine({ slots: 9 }), () => ({ jobsPerKey: 2 }))
  const ids: string[] = []
  for (let index = 0; index < 4; index += 1) ids.push((await house.desk.create(draft, caller)).id)
  const lone = (await house.desk.create(draft, other)).id
  await house.drive()
  await house.reaches(lone, 'running')
  const sinceMs = house.timing.now()
  await house.timing.until('a while', () => house.timing.now() - sinceMs > 3_000)
  assert.equal(house.engine.starts.size, 3)
  house.engine.finish(`${ids[0]}-1`)
  await house.reaches(ids[2] ?? '', 'running')
  assert.equal(house.engine.starts.size, 4)
})
