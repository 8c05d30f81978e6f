import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditRecord } from '../../spec/audit.ts'
import type { Reference } from '../../spec/order.ts'
import { textStream } from '../../spec/testing/scripted-engine.ts'
import { openHouse } from '../testing/house.ts'
import { finishRemoval } from './finish-removal.ts'
import { nameKey } from './names.ts'

test('what a kill left of a removed person or photo goes at the next start, and nothing else', async (t) => {
  const house = await openHouse(t)
  const { store, people, blobs, audit } = house.rooms
  const keep = async (person: string, photo: string) => {
    const key = `people/${person}/${photo}/photo.jpg`
    const put = await blobs.put(key, textStream(photo), { maxBytes: 100 })
    const facts: Pick<Reference, 'mediaType' | 'width' | 'height'> = { mediaType: 'image/jpeg', width: 9, height: 9 }
    return { id: photo, key, ...facts, ...put, createdAtMs: 1 }
  }
  const ann = [await keep('ann', 'ann-1'), await keep('ann', 'ann-2')]
  await keep('ben', 'ben-1')
  // As after a kill between rows and bytes: Ben is gone, and so is Ann's second photo.
  await store.transact(async (rows) => {
    const base = { id: 'ann', owner: 'o', name: 'Ann', nameKey: nameKey('Ann'), createdAtMs: 1 }
    await people.insertPerson(rows, { ...base, photos: ann, preferredPhotoId: 'ann-1' })
    await people.deletePhoto(rows, 'ann', 'ann-2')
    for (const photo of ['ann-1', 'ann-2'])
      await rows.audit({ actor: 'k', owner: 'o', action: 'person.changed', object: 'ann', details: { photo } })
    await rows.audit({ actor: 'k', owner: 'o', action: 'person.removed', object: 'ben' })
    await rows.audit({ actor: 'k', owner: 'o', action: 'key.made', object: 'ann' })
  })
  for (const record of await audit.page({ limit: 10, order: 'desc' })) await finishRemoval({ blobs, people }, record)
  assert.deepEqual(await house.files(), ['photo.jpg'])
  await blobs.open(ann[0]?.key ?? '').then((stream) => stream.cancel())
  const other: AuditRecord = {
    seq: 1,
    atMs: 1,
    actor: 'k',
    owner: null,
    action: 'person.removed',
    object: 'ann',
    details: {},
  }
  await finishRemoval({ blobs, people }, other)
  assert.deepEqual(await house.files(), ['photo.jpg'])
})
