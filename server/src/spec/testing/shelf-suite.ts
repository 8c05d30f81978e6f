import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { KeptCharacter, KeptFile, Shelf } from '../shelf.ts'

export const keptFile = (id: string, more: Partial<KeptFile> = {}): KeptFile => ({
  id,
  owner: 'owner-1',
  purpose: 'vision',
  name: `../"${id}" 名\0é.png`,
  key: `files/${id}/content.png`,
  mediaType: 'image/png',
  bytes: 5,
  sha256: 'ab',
  width: 64,
  height: 32,
  createdAtMs: 1_000,
  ...more,
})

/** The contract of every shelf. `open` gives one that lives as long as the test. */
export function shelfSuite(name: string, open: (t: TestContext) => Promise<Shelf>): void {
  describe(`${name} keeps the shelf contract`, () => {
    test('a file comes back exactly as it was kept, to its owner alone', async (t) => {
      const shelf = await open(t)
      const files = [keptFile('file-a'), keptFile('file-b', { width: null, height: null, mediaType: 'video/mp4' })]
      for (const file of files) await shelf.insertFile(file)
      for (const file of files) assert.deepEqual(await shelf.fileOf('owner-1', file.id), file)
      assert.equal(await shelf.fileOf('owner-2', 'file-a'), undefined)
      assert.equal(await shelf.fileOf('owner-1', 'file-x'), undefined)
    })

    test('pages go on among equal times, and keep to owner and purpose', async (t) => {
      const shelf = await open(t)
      for (const [index, createdAtMs] of [5, 5, 5, 6, 4].entries())
        await shelf.insertFile(keptFile(`file-${index}`, { createdAtMs }))
      await shelf.insertFile(keptFile('file-foreign', { owner: 'owner-2', key: 'k' }))
      await shelf.insertFile(keptFile('file-clip', { purpose: 'user_data', createdAtMs: 7 }))
      const seen: string[] = []
      let after: KeptFile | undefined
      for (;;) {
        const page = await shelf.filesOf('owner-1', { limit: 2, order: 'desc', ...(after && { after }) })
        seen.push(...page.map(({ id }) => id))
        after = page.at(-1)
        if (page.length < 2) break
      }
      assert.deepEqual(seen, ['file-clip', 'file-3', 'file-2', 'file-1', 'file-0', 'file-4'])
      const clips = await shelf.filesOf('owner-1', { limit: 9, order: 'asc', purpose: 'user_data' })
      assert.deepEqual(
        clips.map(({ id }) => id),
        ['file-clip'],
      )
    })

    test('only its owner deletes a file or a character, and only once', async (t) => {
      const shelf = await open(t)
      const photo = { key: 'k', mediaType: 'image/jpeg', width: 1, height: 2, bytes: 3, sha256: 'cd' } as const
      const character: KeptCharacter = { id: 'char_a', owner: 'owner-1', name: 'Ann "é"', photo, createdAtMs: 9 }
      await shelf.insertCharacter(character)
      await shelf.insertFile(keptFile('file-a'))
      assert.deepEqual(await shelf.characterOf('owner-1', 'char_a'), character)
      assert.equal(await shelf.characterOf('owner-2', 'char_a'), undefined)
      const deleted = []
      for (const owner of ['owner-2', 'owner-1', 'owner-1'])
        deleted.push(await shelf.deleteFile(owner, 'file-a'), await shelf.deleteCharacter(owner, 'char_a'))
      assert.deepEqual(deleted, [false, false, true, true, false, false])
    })
  })
}
