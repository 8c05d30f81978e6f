import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openPhotos } from '../jobs/desk/open-photos.ts'
import { writeFaceClip } from '../media/testing/face-clip.ts'
import { writeTinyVideo } from '../media/testing/tiny-video.ts'
import type { Character } from '../spec/characters-desk.ts'
import { Fault } from '../spec/fault.ts'
import { readCharacters } from './read-characters.ts'
import { openStaging } from './staging.ts'
import { errorOf } from './testing/open-api.ts'
import { openShelf } from './testing/open-shelf.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-characters-'))
let shelf: Awaited<ReturnType<typeof openShelf>>
let clip: File
let empty: File
before(async () => {
  shelf = await openShelf()
  await writeFaceClip(join(folder, 'face.mp4'))
  await writeTinyVideo(join(folder, 'tiny.mp4'))
  clip = new File([await readFile(join(folder, 'face.mp4'))], 'clip')
  empty = new File([await readFile(join(folder, 'tiny.mp4'))], 'clip')
})
after(async () => {
  await shelf.close()
  rmSync(folder, { recursive: true, force: true })
})

function form(parts: readonly (readonly [string, string | File])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of parts) body.append(name, value)
  return { method: 'POST', body }
}
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

async function make(wish: RequestInit): Promise<Character> {
  const response = await shelf.ask('/v1/videos/characters', wish)
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Character
}

test('a character has three fields, and of its clip only one photo is kept', async () => {
  const name = 'Grace "Amazing" Hopper é'
  const made = await make(
    form([
      ['name', name],
      ['video', clip],
    ]),
  )
  assert.deepEqual(Object.keys(made), ['id', 'name', 'created_at'])
  assert.match(made.id, /^char_[0-9a-f]{32}$/)
  assert.equal(made.name, name)
  assert.deepEqual(await (await shelf.ask(`/v1/videos/characters/${made.id}`)).json(), made)
  assert.deepEqual(await shelf.left(), ['photo.jpg'])
  const photo = await shelf.characters.photo(made.id, { owner: 'owner-1', keyId: 'key-1' })
  assert.deepEqual([photo?.width, photo?.height, photo?.name], [320, 384, name])
  const deleted = await shelf.ask(`/v1/videos/characters/${made.id}`, { method: 'DELETE' })
  assert.deepEqual(await deleted.json(), { id: made.id, object: 'character.deleted', deleted: true })
  assert.deepEqual(await shelf.left(), [])
  assert.equal((await errorOf(await shelf.ask(`/v1/videos/characters/${made.id}`))).code, 'character_not_found')
})

test('a kept film may be named by its id, by its owner alone', async () => {
  const kept = await shelf.ask(
    '/v1/files',
    form([
      ['purpose', 'user_data'],
      ['file', clip],
    ]),
  )
  const { id } = (await kept.json()) as { id: string }
  await make(json({ name: 'Ann', video: { file_id: id } }))
  await make(
    form([
      ['name', 'Ann'],
      ['video[file_id]', id],
    ]),
  )
  const wish = json({ name: 'Ann', video: { file_id: id } })
  const foreign = await errorOf(await shelf.ask('/v1/videos/characters', wish, 'owner-2'))
  const unknown = await errorOf(
    await shelf.ask('/v1/videos/characters', json({ name: 'Ann', video: { file_id: 'file-nope' } })),
  )
  assert.deepEqual({ ...foreign, message: foreign.message.replace(id, 'file-nope') }, unknown)
  assert.deepEqual([unknown.status, unknown.code, unknown.param], [404, 'file_not_found', 'video'])
})

test('another owner’s character answers exactly like one that never was', async () => {
  const { id } = await make(
    form([
      ['name', 'Ann'],
      ['video', clip],
    ]),
  )
  for (const method of ['GET', 'DELETE']) {
    const foreign = await errorOf(await shelf.ask(`/v1/videos/characters/${id}`, { method }, 'owner-2'))
    const unknown = await errorOf(await shelf.ask('/v1/videos/characters/char_nope', { method }))
    assert.deepEqual({ ...foreign, message: foreign.message.replace(id, 'char_nope') }, unknown)
  }
  assert.equal((await shelf.ask('/v1/videos/characters')).headers.get('allow'), 'POST')
})

const refusals: readonly (readonly [string, () => RequestInit, number, string | null, RegExp])[] = [
  ['no name', () => form([['video', clip]]), 400, 'name', /Missing/],
  [
    'a blank name',
    () =>
      form([
        ['name', ' '],
        ['video', clip],
      ]),
    400,
    'name',
    /blank/,
  ],
  [
    '81 characters',
    () =>
      form([
        ['name', '\u{1F600}'.repeat(81)],
        ['video', clip],
      ]),
    400,
    'name',
    /80/,
  ],
  ['a name that is a number', () => json({ name: 5, video: { file_id: 'x' } }), 400, 'name', /text/],
  ['no video', () => form([['name', 'Ann']]), 400, 'video', /Missing/],
  [
    'two videos',
    () =>
      form([
        ['name', 'Ann'],
        ['video', clip],
        ['video', clip],
      ]),
    400,
    'video',
    /one video/,
  ],
  [
    'a strange file',
    () =>
      form([
        ['name', 'Ann'],
        ['photo', clip],
      ]),
    400,
    'photo',
    /video/,
  ],
  ['a video that is text', () => json({ name: 'Ann', video: 'x' }), 400, 'video', /MP4/],
  [
    'no film',
    () =>
      form([
        ['name', 'Ann'],
        ['video', new File(['hello there'], 'a.mp4')],
      ]),
    400,
    'video',
    /text file/,
  ],
  [
    'a film without a face',
    () =>
      form([
        ['name', 'Ann'],
        ['video', empty],
      ]),
    400,
    'video',
    /No face/,
  ],
  [
    'plain text',
    () => ({ method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }),
    415,
    null,
    /multipart/,
  ],
]
for (const [what, wish, status, param, words] of refusals)
  test(`${what} is refused by name and leaves nothing`, async () => {
    const before = await shelf.left()
    const error = await errorOf(await shelf.ask('/v1/videos/characters', wish()))
    assert.deepEqual([error.status, error.param], [status, param], error.message)
    assert.match(error.message, words)
    assert.deepEqual(await shelf.left(), before)
    assert.deepEqual(shelf.problems, [])
  })

/** What a create takes of characters `ann` and `ben`, as the bytes of the photos in order. */
async function taken(ids: readonly string[], prompt: string): Promise<string[]> {
  const staging = openStaging(folder)
  const names: Readonly<Record<string, string>> = { ann: 'Ann', ben: 'Ben é Lee' }
  try {
    const named = readCharacters(ids, prompt, staging, {
      photoOf: async () => undefined,
      characterOf: async (id) => {
        const name = names[id]
        const facts = { mediaType: 'image/jpeg', width: 9, height: 9, bytes: 3 } as const
        return name === undefined ? undefined : { ...facts, name, open: async () => new Blob([id]).stream() }
      },
      cast: async () => [],
      fetchUrl: () => Promise.reject(new Error('Nothing is fetched.')),
      signal: new AbortController().signal,
    })
    const photos = await openPhotos(named)
    for (const photo of photos) assert.deepEqual([photo.field, photo.photo?.width], ['characters', 9])
    return await Promise.all(photos.map(({ path }) => readFile(path, 'utf8')))
  } finally {
    await staging.clear()
  }
}

test('characters become photos in order when the prompt names them', async () => {
  assert.deepEqual(await taken(['ben', 'ann'], 'Ann meets Ben é Lee'), ['ben', 'ann'])
  assert.deepEqual(await taken(['ben'], '@BenéLee waves'.normalize('NFD')), ['ben'])
  assert.deepEqual(await taken([], 'Nobody'), [])
  for (const [ids, prompt, words] of [
    [['ben'], 'Someone waves', /does not name the character 'Ben é Lee'/],
    [['nope'], 'Ann', /no character with the id 'nope'/],
    [['ann', 'ann'], 'Ann', /twice/],
  ] as const)
    await assert.rejects(taken(ids, prompt), (thrown) => {
      assert.ok(thrown instanceof Fault)
      assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'characters'])
      return words.test(thrown.message)
    })
})
