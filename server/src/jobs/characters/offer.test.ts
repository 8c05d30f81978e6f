import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import { ScriptedEngine, scriptedOffer } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

for (const [what, references] of [
  ['no photos', { max: 0, faces: false }],
  ['no faces', { max: 2, faces: false }],
] as const)
  test(`a model that takes ${what} says that it cannot show characters`, async (t) => {
    const house = await openHouse(t, new ScriptedEngine({ offers: [{ ...scriptedOffer, references }] }))
    const uploads = [{ ...(await house.upload('ann')), field: 'characters' }]
    await assert.rejects(house.desk.create({ ...draft, uploads }, caller), (thrown) => {
      assert.ok(thrown instanceof Fault)
      assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'characters'])
      return /cannot show characters/.test(thrown.message)
    })
  })

test('characters and photos share the model’s limit', async (t) => {
  const house = await openHouse(t)
  const [photo, ann] = [await house.upload('photo'), { ...(await house.upload('ann')), field: 'characters' }]
  assert.equal((await house.desk.create({ ...draft, uploads: [photo, ann] }, caller)).status, 'queued')
  await assert.rejects(house.desk.create({ ...draft, uploads: [photo, photo, ann] }, caller), (thrown) => {
    assert.ok(thrown instanceof Fault)
    assert.equal(thrown.param, 'characters')
    return /at most 2 reference images; 3 came/.test(thrown.message)
  })
})

test('a strict client’s characters need not be as large as the video', async (t) => {
  const house = await openHouse(t)
  const ann = { ...(await house.upload('ann')), field: 'characters' }
  const strict = { ...draft, exactReferences: true }
  assert.equal((await house.desk.create({ ...strict, uploads: [ann] }, caller)).status, 'queued')
  const uploads = [await house.upload('photo'), ann]
  await assert.rejects(house.desk.create({ ...strict, uploads }, caller), /must match the requested/)
})
