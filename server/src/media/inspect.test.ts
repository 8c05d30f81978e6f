import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { inspectVideo } from './inspect.ts'
import { openScratch } from './testing/scratch.ts'
import { writeTinyVideo } from './testing/tiny-video.ts'

describe('inspectVideo', () => {
  const scratch = openScratch()
  let whole: Buffer
  const inspect = async (bytes: Uint8Array | string) => {
    await writeFile(scratch('seen'), bytes)
    return inspectVideo(scratch('seen'))
  }
  before(async () => {
    await writeTinyVideo(scratch('tiny.mp4'))
    whole = await readFile(scratch('tiny.mp4'))
  })

  test('a whole video is read, whatever its name', async () => {
    assert.equal((await inspect(whole)).container, 'mp4')
  })

  test('a video cut anywhere is refused', async () => {
    for (const keep of [1, 7, 8, 20, 40, 500, whole.length / 2, whole.length - 2000, whole.length - 1]) {
      await assert.rejects(inspect(whole.subarray(0, Math.floor(keep))), Error, `cut to ${keep} bytes`)
    }
    await assert.rejects(inspect(whole.subarray(0, whole.length - 1)), /cut off: 1 bytes are missing/)
  })

  test('packets that end before the header says are a cut file', async () => {
    // The rest of the media is gone and the box's size was made to agree, as a repair tool would.
    const media = whole.indexOf('mdat')
    const repaired = Buffer.from(whole.subarray(0, media + 3000))
    repaired.writeUInt32BE(3004, media - 4)
    await assert.rejects(inspect(repaired), /it says 0\.50 s but holds 0\.\d+ s/)
  })

  test('what is no video is refused in plain words', async () => {
    await assert.rejects(inspect(''), /The file is empty/)
    for (const junk of ['{"error":{"message":"no"}}', '<html></html>', 'x', Buffer.alloc(5000, 7)]) {
      await assert.rejects(inspect(junk), /not an MP4, MOV or WebM video/)
    }
  })

  test('a sound file is no video', async () => {
    await assert.rejects(inspect(await readFile(scratch('tiny.wav'))), /not an MP4, MOV or WebM video/)
  })

  test('a missing file keeps its own error', async () => {
    await assert.rejects(inspectVideo(scratch('absent')), { code: 'ENOENT' })
  })
})
