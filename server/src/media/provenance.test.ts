import assert from 'node:assert/strict'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { inspectVideo } from './inspect.ts'
import { markVideo, readMark, readStoredMark } from './provenance.ts'
import { openScratch } from './testing/scratch.ts'
import { writeTinyVideo } from './testing/tiny-video.ts'

/** A file as the store gives it: in ranges. */
async function stored(path: string): Promise<Parameters<typeof readStoredMark>[0]> {
  const bytes = await readFile(path)
  return {
    bytes: bytes.length,
    open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
      new Blob([new Uint8Array(bytes.subarray(start, end + 1))]).stream(),
  }
}

describe('markVideo', () => {
  const scratch = openScratch()
  const mark = { type: 'composite', tool: 'Kinora 0.1.0 animatic', title: 'Two people on a beach' } as const
  before(() => writeTinyVideo(scratch('clean.mp4')))
  const marked = async (title: string) => {
    await copyFile(scratch('clean.mp4'), scratch('marked.mp4'))
    await markVideo(scratch('marked.mp4'), { ...mark, title })
    return scratch('marked.mp4')
  }

  test('the mark is read back and the video stays the same', async () => {
    const path = await marked(mark.title)
    assert.deepEqual(await readMark(path), mark)
    assert.deepEqual(await readStoredMark(await stored(path)), mark)
    assert.deepEqual(await inspectVideo(path), await inspectVideo(scratch('clean.mp4')))
    const clean = await readFile(scratch('clean.mp4'))
    assert.ok((await readFile(path)).subarray(0, clean.length).equals(clean))
  })

  test('any title survives, and none breaks out of its place', async () => {
    const titles = [
      `"><script>alert('x')</script>`,
      '&amp; &lt; &#60; ]]> <?xpacket end="r"?>',
      '</rdf:li></rdf:Alt></dc:title>',
      'two\nlines\tand a tab\r',
      '中文 🎬 \u202Eright to left',
      '',
    ]
    for (const title of titles) assert.equal((await readMark(await marked(title)))?.title, title)
    assert.equal((await readMark(await marked('a\u0000b\u0007c\uD800d')))?.title, 'abc\uFFFDd')
    assert.doesNotMatch(await readFile(await marked(titles[0]!), 'latin1'), /<script>/)
  })

  test('the box is found by the rule of the XMP specification', async () => {
    const bytes = await readFile(await marked(mark.title))
    const clean = await readFile(scratch('clean.mp4'))
    const box = bytes.subarray(clean.length)
    assert.equal(box.readUInt32BE(0), box.length)
    assert.equal(box.toString('latin1', 4, 8), 'uuid')
    assert.equal(box.toString('hex', 8, 24), 'be7acfcb97a942e89c71999491e3afac')
    assert.match(box.toString('utf8', 24), /digitalsourcetype\/composite"/)
  })

  test('an unmarked video has no mark', async () => {
    assert.equal(await readMark(scratch('clean.mp4')), null)
    assert.equal(await readStoredMark(await stored(scratch('clean.mp4'))), null)
  })

  test('what cannot carry a mark is refused and left as it was', async () => {
    await assert.rejects(markVideo(await marked('once'), mark), /already carries/)
    const clean = await readFile(scratch('clean.mp4'))
    for (const bytes of [Buffer.from('not a video'), Buffer.alloc(0), clean.subarray(0, clean.length - 5)]) {
      await writeFile(scratch('bad.mp4'), bytes)
      await assert.rejects(markVideo(scratch('bad.mp4'), mark), Error)
      assert.ok((await readFile(scratch('bad.mp4'))).equals(bytes))
    }
  })
})
