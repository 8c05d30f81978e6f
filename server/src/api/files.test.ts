import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import type { FileObject } from '../spec/files-desk.ts'
import { errorOf } from './testing/open-api.ts'
import { openShelf } from './testing/open-shelf.ts'

let shelf: Awaited<ReturnType<typeof openShelf>>
let photo: Buffer
before(async () => {
  shelf = await openShelf()
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#c63' } })
  photo = await picture
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer()
})
after(() => shelf.close())

const MP4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom\x00\x00\x02\x00isommp41'),
  Buffer.alloc(40),
])

function form(parts: readonly (readonly [string, string | File])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of parts) body.append(name, value)
  return { method: 'POST', body }
}

/** Bytes copied: a `Buffer` may be backed by shared memory, which `File` does not take. */
const file = (bytes: Uint8Array | string, name = 'a.jpg') =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name)

async function keep(bytes: Uint8Array | string, purpose = 'vision', name = 'a.jpg'): Promise<FileObject> {
  const wish = form([
    ['file', file(bytes, name)],
    ['purpose', purpose],
  ])
  const response = await shelf.ask('/v1/files', wish)
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as FileObject
}

test('a photo is kept without its metadata and served as it is kept', async () => {
  const kept = await keep(photo)
  const { id, created_at: at, bytes, ...rest } = kept
  assert.match(id, /^file-[0-9a-f]{32}$/)
  assert.ok(Math.abs(Date.now() / 1000 - at) < 60)
  assert.deepEqual(rest, {
    object: 'file',
    filename: 'a.jpg',
    purpose: 'vision',
    status: 'processed',
    expires_at: null,
  })
  assert.deepEqual(await (await shelf.ask(`/v1/files/${id}`)).json(), kept)
  const content = await shelf.ask(`/v1/files/${id}/content`)
  const served = Buffer.from(await content.arrayBuffer())
  assert.equal(content.headers.get('content-type'), 'image/jpeg')
  assert.equal(served.length, bytes)
  assert.ok(photo.includes('secret place') && !served.includes('secret place'))
  const part = await shelf.ask(`/v1/files/${id}/content`, { headers: { range: 'bytes=0-9' } })
  assert.equal(part.status, 206)
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), served.subarray(0, 10))
})

test('what is kept is told by its bytes: films and text stay as they are', async () => {
  const clip = await keep(MP4, 'user_data', 'holiday.png')
  const lines = await keep('{"custom_id":"a"}\n', 'batch', 'lines.jsonl')
  assert.equal(clip.bytes, MP4.length)
  const content = await shelf.ask(`/v1/files/${clip.id}/content`)
  assert.equal(content.headers.get('content-type'), 'video/mp4')
  assert.deepEqual(Buffer.from(await content.arrayBuffer()), MP4)
  assert.equal(await (await shelf.ask(`/v1/files/${lines.id}/content`)).text(), '{"custom_id":"a"}\n')
})

const names = [
  '../../etc/passwd',
  'C:\\a\\b.png',
  'my "best" é 名.png',
  'a\r\nb',
  '.',
  `${'x'.repeat(4000)}.png`,
  '<b>',
]
for (const name of names)
  test(`a name is a label and comes back as it was: ${JSON.stringify(name.slice(0, 20))}`, async () => {
    const kept = await keep(photo, 'vision', name)
    assert.equal(kept.filename, name)
    assert.equal(((await (await shelf.ask(`/v1/files/${kept.id}`)).json()) as FileObject).filename, name)
    const content = await shelf.ask(`/v1/files/${kept.id}/content`)
    assert.equal(content.headers.get('content-disposition'), `inline; filename="${kept.id}.jpg"`)
    await content.body?.cancel()
  })

test('pages follow each other, by purpose if asked, and a deleted file is gone with its bytes', async () => {
  for (const { id } of ((await (await shelf.ask('/v1/files?limit=100')).json()) as { data: FileObject[] }).data)
    await shelf.ask(`/v1/files/${id}`, { method: 'DELETE' })
  assert.deepEqual(await shelf.left(), [])
  const made = [await keep(photo), await keep(photo), await keep(MP4, 'user_data')].map(({ id }) => id)
  type Page = { data: FileObject[]; has_more: boolean; first_id: string | null; last_id: string | null }
  const page = async (query: string) => (await (await shelf.ask(`/v1/files?${query}`)).json()) as Page
  const first = await page('limit=2&order=asc')
  const second = await page(`limit=2&order=asc&after=${first.last_id ?? ''}`)
  const ids = [...first.data, ...second.data].map(({ id }) => id)
  assert.deepEqual(ids.toSorted(), made.toSorted())
  assert.deepEqual([first.has_more, second.has_more], [true, false])
  assert.deepEqual(
    (await page('purpose=user_data')).data.map(({ id }) => id),
    [made[2]],
  )
  const [gone = ''] = made
  const deleted = await shelf.ask(`/v1/files/${gone}`, { method: 'DELETE' })
  assert.deepEqual(await deleted.json(), { id: gone, object: 'file', deleted: true })
  assert.equal((await shelf.left()).length, 2)
  assert.equal((await errorOf(await shelf.ask(`/v1/files?after=${gone}`))).param, 'after')
})

test('another owner’s file answers exactly like one that never was', async () => {
  const { id } = await keep(photo)
  for (const [path, method] of [
    ['', 'GET'],
    ['', 'DELETE'],
    ['/content', 'GET'],
  ] as const) {
    const foreign = await errorOf(await shelf.ask(`/v1/files/${id}${path}`, { method }, 'owner-2'))
    const unknown = await errorOf(await shelf.ask(`/v1/files/file-nope${path}`, { method }))
    assert.deepEqual({ ...foreign, message: foreign.message.replace(id, 'file-nope') }, unknown)
    assert.equal(foreign.status, 404)
  }
  const list = (await (await shelf.ask('/v1/files', {}, 'owner-2')).json()) as { data: unknown[] }
  assert.deepEqual(list.data, [])
  assert.equal((await shelf.ask(`/v1/files/${id}`)).status, 200)
})

const png = Buffer.from('89504e470d0a1a0a', 'hex')
const refusals: readonly (readonly [string, RequestInit, number, string | null])[] = [
  ['no file', form([['purpose', 'vision']]), 400, 'file'],
  ['no purpose', form([['file', file('x')]]), 400, 'purpose'],
  [
    'an unknown purpose',
    form([
      ['file', file('x')],
      ['purpose', 'fun'],
    ]),
    400,
    'purpose',
  ],
  [
    'two files',
    form([
      ['file', file('x')],
      ['file', file('y')],
      ['purpose', 'batch'],
    ]),
    400,
    'file',
  ],
  [
    'a strange field',
    form([
      ['mask', file('x')],
      ['purpose', 'batch'],
    ]),
    400,
    'mask',
  ],
  [
    'an expiry',
    form([
      ['file', file('x')],
      ['purpose', 'batch'],
      ['expires_after[seconds]', '1'],
    ]),
    400,
    'expires_after',
  ],
  [
    'text as a photo',
    form([
      ['file', file('hello there', 'a.png')],
      ['purpose', 'vision'],
    ]),
    400,
    'file',
  ],
  [
    'a film as a photo',
    form([
      ['file', file(MP4)],
      ['purpose', 'vision'],
    ]),
    400,
    'file',
  ],
  [
    'a page',
    form([
      ['file', file('<html><script>x</script>')],
      ['purpose', 'user_data'],
    ]),
    400,
    'file',
  ],
  [
    'an archive',
    form([
      ['file', file('PK\x03\x04 and more to come')],
      ['purpose', 'user_data'],
    ]),
    400,
    'file',
  ],
  [
    'a broken photo',
    form([
      ['file', file(Buffer.concat([png, Buffer.alloc(50)]))],
      ['purpose', 'vision'],
    ]),
    400,
    'file',
  ],
  [
    'an empty file',
    form([
      ['file', file('')],
      ['purpose', 'batch'],
    ]),
    400,
    'file',
  ],
  [
    'a photo over 20 MiB',
    form([
      ['file', file(Buffer.concat([png, Buffer.alloc(20_971_520)]))],
      ['purpose', 'vision'],
    ]),
    413,
    'file',
  ],
  [
    'a form over 64 MiB',
    form([
      ['file', file(new Uint8Array(67_200_000))],
      ['purpose', 'batch'],
    ]),
    413,
    null,
  ],
  ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 415, null],
  [
    'a cut form',
    {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    },
    400,
    null,
  ],
]
for (const [what, wish, status, param] of refusals)
  test(`${what} is refused by name and leaves nothing`, async () => {
    const before = await shelf.left()
    const error = await errorOf(await shelf.ask('/v1/files', wish))
    assert.deepEqual([error.status, error.param], [status, param], error.message)
    assert.deepEqual(await shelf.left(), before)
    assert.deepEqual(shelf.problems, [])
  })

test('odd ids and methods are answered like everywhere', async () => {
  for (const id of ['%2e%2e%2fx', '%00', 'x'.repeat(5000)])
    assert.equal((await errorOf(await shelf.ask(`/v1/files/${id}`))).status, 404)
  assert.equal((await shelf.ask('/v1/files', { method: 'PUT' })).headers.get('allow'), 'GET, POST')
  assert.equal((await errorOf(await shelf.ask('/v1/files?limit=101'))).param, 'limit')
  assert.equal((await errorOf(await shelf.ask('/v1/files?purpose=x'))).param, 'purpose')
})
