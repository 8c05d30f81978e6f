import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from '../../spec/testing/blobs-suite.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

test('a photo of our own is copied as it is, not checked and re-encoded again', async (t) => {
  const house = await openHouse(t)
  const photo = { mediaType: 'image/jpeg', width: 640, height: 480 } as const
  const [kept, sent] = [{ ...(await house.upload('bad')), photo }, await house.upload('good')]
  const { id } = await house.desk.create({ ...draft, uploads: [kept, sent] }, caller)
  const { references } = (await house.job(id)).order
  assert.deepEqual(
    references.map(({ key, width }) => [key, width]),
    [
      [`videos/${id}/reference-1.jpg`, 640],
      [`videos/${id}/reference-2.png`, 64],
    ],
  )
  assert.equal(String(await read(await house.rooms.blobs.open(references[0]?.key ?? ''))), 'bad')
})
