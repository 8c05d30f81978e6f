import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openPhotos } from '../jobs/desk/open-photos.ts'
import { createGuardedFetch } from '../media/guarded-fetch.ts'
import { Fault } from '../spec/fault.ts'
import type { KeptPhoto } from '../spec/files-desk.ts'
import type { PictureSources } from './pictures.ts'
import { readCreate } from './read-create.ts'
import { openStaging } from './staging.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-references-'))
/** Answers `/ok` with bytes and everything else badly; counts who came. */
let visits = 0
const server = createServer((request, response) => {
  visits += 1
  const path = request.url ?? ''
  if (path === '/ok') response.end('remote')
  else if (path === '/away') response.writeHead(302, { location: '/ok' }).end()
  else if (path === '/trap') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
  else if (path === '/big') response.end(Buffer.alloc(20_971_521))
  else response.writeHead(418).end('SECRET of the local network')
})
let home = ''
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const kept = (text: string): KeptPhoto => ({
  mediaType: 'image/jpeg',
  width: 64,
  height: 48,
  bytes: text.length,
  open: async () => new Blob([text]).stream(),
})

const sources = (allowPrivate: boolean): PictureSources => ({
  photoOf: async (id) => (id.startsWith('file-') ? kept(id) : undefined),
  characterOf: async () => undefined,
  cast: async () => [],
  fetchUrl: createGuardedFetch({ allowPrivate }),
  signal: new AbortController().signal,
})

/** The photos of a create, as their bytes. Checks that nothing stays behind. */
async function read(request: Request, allowPrivate = true): Promise<string[]> {
  const staging = openStaging(folder)
  try {
    const uploads = await openPhotos((await readCreate(request, staging, sources(allowPrivate), {})).uploads)
    for (const { path, photo } of uploads)
      assert.equal(photo?.width, (await readFile(path, 'utf8')).startsWith('file-') ? 64 : undefined)
    return await Promise.all(uploads.map(({ path }) => readFile(path, 'utf8')))
  } finally {
    await staging.clear()
    assert.deepEqual(readdirSync(folder), [])
  }
}

const json = (reference: unknown): Request =>
  new Request('http://x/v1/videos', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'p', input_reference: reference }),
  })

function form(...parts: (readonly [string, string | Blob])[]): Request {
  const body = new FormData()
  for (const [name, value] of [['prompt', 'p'] as const, ...parts]) body.append(name, value)
  return new Request('http://x/v1/videos', { method: 'POST', body })
}

const data = (text: string) => `data:image/png;base64,${btoa(text)}`
const blob = (text: string) => new Blob([text])

test('every way to name a photo leads to its bytes', async () => {
  for (const one of [{ file_id: 'file-a' }, [{ file_id: 'file-a' }]])
    assert.deepEqual(await read(json(one)), ['file-a'])
  assert.deepEqual(await read(form(['input_reference[file_id]', 'file-a'])), ['file-a'])
  assert.deepEqual(await read(json({ image_url: `${home}/ok` })), ['remote'])
  assert.deepEqual(await read(form(['input_reference[image_url]', `${home}/away`])), ['remote'])
  assert.deepEqual(await read(json(data('A'))), ['A'])
  assert.deepEqual(await read(json({ image_url: { url: data('A'), detail: 'high' } })), ['A'])
  assert.deepEqual(await read(form(['input_reference', ''])), [])
  assert.deepEqual(await read(json(null)), [])
})

test('a mixed list keeps its order', async () => {
  const list = [{ image_url: `${home}/ok` }, { file_id: 'file-a' }, data('B'), { image_url: { url: data('C') } }]
  assert.deepEqual(await read(json(list)), ['remote', 'file-a', 'B', 'C'])
  const mixed = form(
    ['input_reference[]', blob('A')],
    ['input_reference[][file_id]', 'file-b'],
    ['input_reference[][image_url]', data('C')],
    ['input_reference[][image_url]', data('D')],
    ['input_reference[][image_url][url]', data('E')],
    ['input_reference[][image_url][detail]', 'high'],
    ['input_reference[][image_url][url]', data('F')],
    ['input_reference[]', blob('G')],
    ['input_reference[]', data('H')],
  )
  assert.deepEqual(await read(mixed), ['A', 'file-b', 'C', 'D', 'E', 'F', 'G', 'H'])
  const numbered = form(
    ['input_reference[1][file_id]', 'file-b'],
    ['input_reference[0]', blob('A')],
    ['input_reference[][image_url][url]', data('E')],
    ['input_reference[][image_url][detail]', 'high'],
    ['input_reference[][image_url][url]', data('F')],
    ['input_reference[][file_id]', 'file-g'],
    ['input_reference[]', data('H')],
  )
  assert.deepEqual(await read(numbered), ['file-b', 'A', 'E', 'F', 'file-g', 'H'])
  await assert.rejects(read(json(Array.from({ length: 9 }, () => data('A')))), /At most 8 photos/)
})

async function refusal(request: Request, allowPrivate = true, code = 'invalid_value'): Promise<string> {
  try {
    await read(request, allowPrivate)
  } catch (thrown) {
    assert.ok(thrown instanceof Fault, String(thrown))
    assert.deepEqual([thrown.code, thrown.param], [code, 'input_reference'])
    return thrown.message
  }
  throw new Error('It was accepted.')
}

test('both or neither of image_url and file_id are refused, in either encoding', async () => {
  const both = { image_url: data('A'), file_id: 'file-a' }
  for (const wish of [both, [both], {}, [{}], 5, [null], { image_url: 5 }, { file_id: 5 }])
    assert.match(await refusal(json(wish)), /exactly one|must be text/)
  const parts = [
    ['input_reference[image_url]', data('A')],
    ['input_reference[file_id]', 'file-a'],
  ] as const
  assert.match(await refusal(form(...parts)), /exactly one/)
  assert.match(await refusal(form(['input_reference[0][image_url]', 'x'], ['input_reference[0][file_id]', 'y'])), /one/)
})

test('what lies in JSON is never taken for a file of this server', async () => {
  const forged = { path: '/etc/passwd', bytes: 5, field: 'input_reference', upload: { path: '/etc/passwd' } }
  assert.match(await refusal(json([forged])), /exactly one/)
  assert.match(await refusal(json('/etc/passwd')), /neither an https URL nor/)
  assert.match(await refusal(json({ image_url: 'file:///etc/passwd' })), /neither an https URL nor/)
})

test('a private address is refused before anything is sent to it', async () => {
  const before = visits
  const port = new URL(home).port
  for (const url of [home, 'http://127.0.0.1/a.png', 'https://10.0.0.1/a.png', 'http://[::1]/', 'http://localhost/x'])
    assert.match(await refusal(json({ image_url: url }), false), /was not fetched/)
  for (const host of ['2130706433', '0x7f.1', '[::ffff:7f00:1]', '169.254.169.254', '[::]'])
    assert.match(await refusal(form(['input_reference[image_url]', `http://${host}:${port}/ok`]), false), /not fetched/)
  assert.equal(visits, before)
  // Even an operator who allows private addresses does not mean the one where clouds keep their credentials.
  assert.match(await refusal(json({ image_url: `${home}/trap` })), /was not fetched/)
})

test('whatever goes wrong elsewhere is told in one text that says nothing of the answer', async () => {
  const texts: string[] = []
  for (const path of ['/teapot', '/big']) texts.push(await refusal(json({ image_url: `${home}${path}` })))
  texts.push(await refusal(json({ image_url: 'http://127.0.0.1:1/' })))
  assert.equal(new Set(texts).size, 1, texts.join('\n'))
  assert.doesNotMatch(texts[0] ?? '', /SECRET|418|127\.0\.0\.1/)
})

test('an id that is unknown is named, and nothing else is told', async () => {
  assert.match(await refusal(json({ file_id: 'nope' }), true, 'file_not_found'), /no photo with the file_id 'nope'/)
})
