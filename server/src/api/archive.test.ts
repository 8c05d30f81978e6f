import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Fault } from '../spec/fault.ts'
import { nameOf } from './archive.ts'
import { FakeDesk, video } from './testing/fake-desk.ts'
import { errorOf, openApi } from './testing/open-api.ts'

const folder = mkdtempSync(join(tmpdir(), 'kinora-zip-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const idOf = (n: number) => `video_${String(n).padStart(48, '0')}`

/** Knows the videos 0 to 9, each with bytes of its own; 7 is still rendering and 9 is another owner's. */
class Shelf extends FakeDesk {
  open = 0
  override async find(id: string) {
    return { ...video, id, prompt: id === idOf(1) ? '../Zwei "Freunde"/am Meer' : 'A prompt' }
  }
  override async content(id: string) {
    if (id === idOf(7)) throw new Fault('video_not_ready', 'Not yet.')
    if (id === idOf(9)) throw new Fault('video_not_found', 'No such video.')
    const bytes = new Uint8Array(200_000).fill(Number(id.slice(-1)))
    const open = async () => {
      this.open += 1
      const parts = [bytes.subarray(0, 50_000), bytes.subarray(50_000)]
      return new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            const part = parts.shift()
            if (part) return controller.enqueue(part)
            this.open -= 1
            controller.close()
          },
          cancel: () => void (this.open -= 1),
        },
        { highWaterMark: 0 },
      )
    }
    return {
      bytes: bytes.length,
      mediaType: 'video/mp4',
      sha256: 'ab'.repeat(32),
      createdAtMs: 1_700_000_000_123,
      open,
    }
  }
}
const desk = new Shelf()
const api = openApi(undefined, { desk })
after(() => api.close())
const ask = (ids: readonly string[], init: RequestInit = {}) => api.ask(`/v1/videos/archive?ids=${ids.join()}`, init)

test('two videos come as one zip that other programs read, of the size that was told', async () => {
  const answer = await ask([idOf(1), idOf(2), idOf(1)])
  const bytes = new Uint8Array(await answer.arrayBuffer())
  assert.equal(answer.headers.get('content-type'), 'application/zip')
  assert.match(answer.headers.get('content-disposition') ?? '', /filename="kinora-2-videos\.zip"/)
  assert.equal(Number(answer.headers.get('content-length')), bytes.length)
  const zip = join(folder, 'two.zip')
  writeFileSync(zip, bytes)
  const script =
    'import zipfile,sys,json\nz=zipfile.ZipFile(sys.argv[1])\nprint(json.dumps([[i.filename,i.file_size,i.compress_type,z.read(i)[0]] for i in z.infolist()]))'
  assert.deepEqual(JSON.parse(execFileSync('python3', ['-c', script, zip], { encoding: 'utf8' })), [
    ['2023-11-14 zwei-freunde-am-meer 00000001.mp4', 200_000, 0, 1],
    ['2023-11-14 a-prompt 00000002.mp4', 200_000, 0, 2],
  ])
  assert.equal(desk.open, 0)
})

test('HEAD tells the size and opens nothing', async () => {
  const answer = await ask([idOf(1)], { method: 'HEAD' })
  assert.deepEqual([answer.status, desk.open, await answer.text()], [200, 0, ''])
  assert.ok(Number(answer.headers.get('content-length')) > 200_000)
})

test('a client that goes away lets go of the file, and no further one is opened', async () => {
  const reader = (await ask([idOf(1), idOf(2)])).body?.getReader()
  while (desk.open === 0) await reader?.read()
  await reader?.cancel()
  assert.equal(desk.open, 0)
})

for (const [what, ids, status, code] of [
  ['none', [], 400, 'invalid_value'],
  ['too many', Array.from({ length: 101 }, (_, n) => idOf(n)), 400, 'invalid_value'],
  ['one that renders', [idOf(1), idOf(7)], 404, 'video_not_ready'],
  ['another owner’s', [idOf(1), idOf(9)], 404, 'video_not_found'],
] as const)
  test(`refused before the first byte: ${what}`, async () => {
    const error = await errorOf(await ask(ids))
    assert.deepEqual([error.status, error.code], [status, code])
    assert.equal(desk.open, 0)
  })

const name = (prompt: string) => nameOf({ id: idOf(3), prompt, created_at: 1_700_000_000 })
test('names sort by day, say what it is, and are safe on every system', () => {
  assert.equal(name('???'), '2023-11-14 00000003.mp4')
  assert.equal(name('Two friends\nwalk'), '2023-11-14 two-friends-walk 00000003.mp4')
  assert.equal(name('日本の海 CON'), '2023-11-14 日本の海-con 00000003.mp4')
  assert.ok(name('😀x'.repeat(500)).length < 80)
})
