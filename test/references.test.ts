import assert from 'node:assert/strict'
import { createReadStream, openAsBlob } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import OpenAI, { toFile } from 'openai'
import type { Kinora } from '../server/src/main.ts'
import { writeFaceClip } from '../server/src/media/testing/face-clip.ts'
import type { Character } from '../server/src/spec/characters-desk.ts'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { removeFolder, root, temporaryFolder, until } from './kit/server.ts'

// Conformance cases 5 to 14, 48 and 66 of the wire contract, over the official SDK.
const people = join(root, 'test/fixtures/people')
const [hopper, collins] = [join(people, 'hopper.jpg'), join(people, 'collins.png')]
const folder = temporaryFolder('references')
let kinora: Kinora
let client: OpenAI
let requests: string[]
/** A key of another owner. */
let stranger: OpenAI

before(async () => {
  kinora = await openServer(join(folder, 'data'))
  ;({ client, requests } = sdkFor(kinora))
  const made = (await client.post('/keys', { body: { name: 'stranger', owner: 'stranger' } })) as { key: string }
  stranger = sdkFor(kinora, made.key).client
})
after(async () => {
  await kinora.close()
  removeFolder(folder)
})

/** A short, small video; deleted again at once, since these tests are about what goes in. */
async function accepted(body: object, by = client): Promise<string[]> {
  const wish = { prompt: 'Two pioneers at a lake', seconds: '1', size: '256x256', ...body }
  const video = (await by.videos.create(wish as never)) as unknown as Video
  const home = join(folder, 'data/blobs/videos', video.id)
  const kept = (await readdir(home)).filter((name) => name.startsWith('reference')).toSorted()
  const sizes = await Promise.all(kept.map(async (name) => (await readFile(join(home, name))).length))
  await by.videos.delete(video.id)
  return kept.map((name, i) => `${name} ${sizes[i]}`)
}

async function refused(body: object, status = 400, by = client): Promise<string> {
  requests.length = 0
  try {
    await accepted(body, by)
  } catch (thrown) {
    assert.ok(thrown instanceof OpenAI.APIError, String(thrown))
    assert.equal(thrown.status, status)
    if (by === client) assert.equal(requests.length, 1, 'it was asked once')
    return `${thrown.code} ${thrown.param}: ${thrown.message}`
  }
  throw new Error('It was accepted.')
}

/** What is kept of each photo alone; re-encoding is deterministic (docs/decisions/001). */
let one: string
let two: string
test('cases 5 to 8: a file, a stream, a blob and a data URL of one photo are kept alike', async () => {
  const bytes = await readFile(hopper)
  ;[one = ''] = await accepted({ input_reference: new File([bytes], 'me.jpg', { type: 'text/plain' }) })
  ;[two = ''] = await accepted({ input_reference: createReadStream(collins) })
  assert.match(one, /^reference-1\.jpg \d{5}/)
  const url = `data:image/jpeg;base64,${bytes.toString('base64')}`
  for (const reference of [createReadStream(hopper), await openAsBlob(hopper), { image_url: url }])
    assert.deepEqual(await accepted({ input_reference: reference }), [one])
  const json = { prompt: 'p', seconds: 1, size: '256x256', input_reference: { image_url: url } }
  assert.equal(((await client.post('/videos', { body: json })) as Video).status, 'queued')
})

test('case 9: addresses of this machine and its neighbours are refused before anything is sent', async () => {
  let visits = 0
  const secret = createServer((_, response) => {
    visits += 1
    response.end('SECRET')
  })
  await new Promise<void>((ready) => secret.listen(0, '127.0.0.1', ready))
  const { port } = secret.address() as AddressInfo
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '10.0.0.1', '169.254.169.254', '2130706433'])
    for (const url of [`http://${host}:${port}/a.png`, `https://${host}/a.png`]) {
      const message = await refused({ input_reference: { image_url: url } })
      assert.match(message, /^invalid_value input_reference: /)
      assert.doesNotMatch(message, /SECRET/)
    }
  assert.equal(visits, 0)
  await new Promise((done) => secret.close(done))
})

test('case 10: a file is named by its id, by its owner alone', async () => {
  const photo = await client.files.create({ file: createReadStream(hopper), purpose: 'vision' })
  const text = await client.files.create({ file: await toFile(Buffer.from('{}'), 'a.jsonl'), purpose: 'batch' })
  const gone = await client.files.create({ file: createReadStream(hopper), purpose: 'vision' })
  const deleted = await client.files.delete(gone.id)
  assert.deepEqual(deleted, { id: gone.id, object: 'file', deleted: true })
  assert.deepEqual(await accepted({ input_reference: { file_id: photo.id } }), [one])
  const json = { prompt: 'p', seconds: 1, size: '256x256', input_reference: { file_id: photo.id } }
  await client.post('/videos', { body: json })

  const texts: string[] = []
  for (const id of [text.id, gone.id, 'file-nope'])
    texts.push((await refused({ input_reference: { file_id: id } }, 404)).replace(id, 'ID'))
  const foreign = await refused({ input_reference: { file_id: photo.id } }, 404, stranger)
  texts.push(foreign.replace(photo.id, 'ID'))
  assert.equal(new Set(texts).size, 1, texts.join('\n'))
  assert.match(texts[0] ?? '', /^file_not_found input_reference: /)
  await assert.rejects(stranger.files.retrieve(photo.id), OpenAI.NotFoundError)
  await assert.rejects(stranger.files.delete(photo.id), OpenAI.NotFoundError)
  await assert.rejects(stranger.files.content(photo.id), OpenAI.NotFoundError)

  const content = await client.files.content(photo.id)
  assert.equal(content.headers.get('content-type'), 'image/jpeg')
  assert.equal((await content.arrayBuffer()).byteLength, photo.bytes)
  const listed: string[] = []
  for await (const { id } of client.files.list({ limit: 1 })) listed.push(id)
  assert.deepEqual(listed, [text.id, photo.id])
})

test('case 12: two references keep their order, whatever they are', async () => {
  const { id } = await client.files.create({ file: createReadStream(collins), purpose: 'vision' })
  const second = two.replace('reference-1', 'reference-2')
  assert.deepEqual(await accepted({ input_reference: [createReadStream(hopper), { file_id: id }] }), [one, second])
  const turned = await accepted({ input_reference: [{ file_id: id }, createReadStream(hopper)] })
  assert.deepEqual(turned, [two, one.replace('reference-1', 'reference-2')])
})

test('cases 13 and 14: what is no photo, and what is too much of one', async () => {
  const fake = new File(['not a picture at all'], 'a.png', { type: 'image/png' })
  assert.match(await refused({ input_reference: fake }), /^invalid_value input_reference: .*text file/)
  const big = new File([new Uint8Array(50_000_000)], 'big.png')
  assert.match(await refused({ input_reference: big }, 413), /^file_too_large/)
  await assert.rejects(client.files.create({ file: new File([new Uint8Array(70_000_000)], 'x'), purpose: 'batch' }), {
    status: 413,
  })
  assert.deepEqual(await readdir(join(folder, 'data/staging')), [])
})

test('case 48: a person of a clip, by name', async () => {
  await writeFaceClip(join(folder, 'face.mp4'))
  const clip = () => createReadStream(join(folder, 'face.mp4'))
  const grace = (await client.videos.createCharacter({ name: 'Grace', video: clip() })) as unknown as Character
  assert.deepEqual(Object.keys(grace), ['id', 'name', 'created_at'])
  assert.equal(typeof grace.created_at, 'number')
  assert.deepEqual({ ...(await client.videos.getCharacter(grace.id)) }, { ...grace })
  await assert.rejects(stranger.videos.getCharacter(grace.id), OpenAI.NotFoundError)

  const prompt = 'Grace walks by a lake'
  const alone = await accepted({ prompt, characters: [{ id: grace.id }] })
  assert.equal(alone.length, 1)
  const json = { prompt, seconds: 1, size: '256x256', characters: [{ id: grace.id }] }
  const { id } = (await client.post('/videos', { body: json })) as Video
  const made = await until(`video ${id}`, 60, async () => {
    const video = (await client.videos.retrieve(id)) as unknown as Video
    return video.status === 'completed' || video.status === 'failed' ? video : undefined
  })
  assert.deepEqual([made.status, made.error, made.warnings], ['completed', null, []])
  const both = await accepted({ prompt, characters: [{ id: grace.id }], input_reference: createReadStream(hopper) })
  assert.deepEqual([both.length, both[0]], [2, one])

  assert.match(await refused({ characters: [{ id: grace.id }] }), /^invalid_value characters: .*does not name .*Grace/)
  const foreign = await refused({ prompt, characters: [{ id: grace.id }] }, 400, stranger)
  const unknown = await refused({ prompt, characters: [{ id: 'char_nope' }] })
  assert.equal(foreign.replace(grace.id, 'ID'), unknown.replace('char_nope', 'ID'))
  assert.match(await refused({ prompt, characters: ['a', 'b', 'c'].map((id) => ({ id })) }), /At most 2/)
  for (const name of ['', 'x'.repeat(81)])
    await assert.rejects(client.videos.createCharacter({ name, video: clip() }), OpenAI.BadRequestError)
  await assert.rejects(client.videos.createCharacter({ name: 'Ann', video: createReadStream(hopper) }), /MP4/)
})

test('case 66: prompts and file names come back exactly as they were', async () => {
  const name = 'my "best" photo\u00e9 \u540d\u524d .jpg'
  const kept = await client.files.create({ file: new File([await readFile(hopper)], name), purpose: 'vision' })
  assert.equal(kept.filename, name)
  assert.equal((await client.files.retrieve(kept.id)).filename, name)
  const prompt = 'Line one\r\n"quoted" \u4f60\u597d'
  const video = (await client.post('/videos', { body: { prompt, seconds: 1, size: '256x256' } })) as Video
  assert.equal(video.prompt, prompt)
})

test('two photos become one still of the size asked, as a picture or as JSON', async () => {
  const body = new FormData()
  for (const path of [hopper, collins]) body.append('input_reference', await openAsBlob(path))
  body.append('size', '360x640')
  const headers = { authorization: `Bearer ${kinora.key.value}` }
  const picture = await fetch(`${kinora.url}/v1/references`, { method: 'POST', headers, body })
  assert.equal(picture.headers.get('content-type'), 'image/jpeg')
  assert.equal(picture.headers.get('x-kinora-warnings'), '[]')
  const bytes = Buffer.from(await picture.arrayBuffer())

  const { id } = await client.files.create({ file: new File([bytes], 'joint.jpg'), purpose: 'vision' })
  const json = { size: '641x361', output_format: 'png', response_format: 'b64_json', input_reference: { file_id: id } }
  const told = (await client.post('/references', { body: json })) as { b64_json: string; warnings: string[] }
  assert.match(told.warnings.join(), /2 faces were found/)
  const png = Buffer.from(told.b64_json, 'base64')
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [641, 361])

  for (const [wrong, param] of [
    [{ size: undefined }, 'size'],
    [{ size: '100x640' }, 'size'],
    [{ output_format: 'gif' }, 'output_format'],
    [{ input_reference: [] }, 'input_reference'],
  ] as const)
    await assert.rejects(client.post('/references', { body: { ...json, ...wrong } }), { status: 400, param })
  const nowhere = { ...json, input_reference: { file_id: 'file-nope' } }
  await assert.rejects(client.post('/references', { body: nowhere }), { status: 404, param: 'input_reference' })
  assert.deepEqual(await readdir(join(folder, 'data/staging')), [])
})
