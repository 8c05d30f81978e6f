import assert from 'node:assert/strict'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { openEncoder } from './encode.ts'
import { resolveFfmpeg } from './ffmpeg.ts'
import { inspectVideo } from './inspect.ts'
import { openScratch } from './testing/scratch.ts'
import { TINY, tinyFrame, writeTinyVideo, writeTone } from './testing/tiny-video.ts'

describe('openEncoder', () => {
  const scratch = openScratch()
  const audio = scratch('tone.wav')
  let ffmpeg: string
  before(async () => {
    ffmpeg = (await resolveFfmpeg(undefined)).path
    await writeTone(audio, TINY.seconds)
  })
  const open = (over: object = {}) =>
    openEncoder({ ...TINY, ffmpeg, quality: 'standard', audio, output: scratch('out.mp4'), ...over })
  /** A stand-in for ffmpeg that behaves badly. */
  const script = async (name: string, body: string) => {
    await writeFile(scratch(name), `#!/bin/sh\n${body}\n`)
    await chmod(scratch(name), 0o755)
    return scratch(name)
  }

  test('makes an H.264 and AAC MP4 of the right size and length', async () => {
    await writeTinyVideo(scratch('tiny.mp4'))
    const { seconds, ...facts } = await inspectVideo(scratch('tiny.mp4'))
    assert.deepEqual(facts, { container: 'mp4', videoCodec: 'avc', audioCodec: 'aac', width: 128, height: 128 })
    assert.ok(Math.abs(seconds - TINY.seconds) < 0.01, `${seconds} s`)
  })

  test('makes the same bytes from the same frames', async () => {
    await writeTinyVideo(scratch('again.mp4'))
    await writeTinyVideo(scratch('tiny.mp4'))
    assert.ok((await readFile(scratch('again.mp4'))).equals(await readFile(scratch('tiny.mp4'))))
  })

  test('each quality reaches the encoder', async () => {
    for (const [quality, factor] of [
      ['standard', 'crf=21.0'],
      ['high', 'crf=19.0'],
    ] as const) {
      const encoder = open({ quality })
      for (let i = 0; i < TINY.frames; i++) await encoder.write(tinyFrame(i))
      await encoder.finish()
      // x264 writes its settings into the stream.
      assert.ok((await readFile(scratch('out.mp4'), 'latin1')).includes(factor), quality)
    }
  })

  test('refuses a frame of the wrong size', async () => {
    const encoder = open()
    await assert.rejects(encoder.write(new Uint8Array(10)), /A 128x128 frame has 65536 bytes, not 10/)
    encoder.abort()
  })

  test('tells what ffmpeg said when it dies, at the next write', async () => {
    const encoder = open({ ffmpeg: await script('dies', 'echo "the disk is full" >&2; exit 3') })
    await assert.rejects(writeMany(encoder), /ended with code 3. It said: the disk is full/)
    await assert.rejects(encoder.write(tinyFrame(0)), /the disk is full/)
    await assert.rejects(encoder.finish(), /the disk is full/)
  })

  test('tells when the program is missing', async () => {
    const encoder = open({ ffmpeg: scratch('nothing') })
    await assert.rejects(writeMany(encoder), /could not be started: .*ENOENT/)
  })

  test('a program that ends well without a file is a failure', async () => {
    const encoder = open({ ffmpeg: await script('lazy', 'cat > /dev/null'), output: scratch('absent.mp4') })
    await encoder.write(tinyFrame(0))
    await assert.rejects(encoder.finish(), /left no file/)
  })

  test('a program that takes nothing is killed after the time limit', async () => {
    const encoder = open({ ffmpeg: await script('hangs', 'exec sleep 60'), stallMs: 50 })
    await assert.rejects(writeMany(encoder), /took no frame within 50 ms/)
  })

  test('back-pressure holds the writer to two frames', async () => {
    const encoder = open({ ffmpeg: await script('waits', 'exec sleep 60') })
    let written = 0
    const writing = (async () => {
      for (;;) {
        await encoder.write(tinyFrame(0))
        written++
      }
    })()
    // 65,536 bytes a frame: the pipe itself may take the first one.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const seen = written
    encoder.abort()
    await assert.rejects(writing, /aborted/)
    assert.ok(seen >= 1 && seen <= 3, `${seen} frames were accepted`)
  })

  test('abort ends a running encoding within 50 ms', async () => {
    const encoder = open()
    await encoder.write(tinyFrame(0))
    const startedAt = performance.now()
    encoder.abort()
    await assert.rejects(encoder.finish(), /aborted/)
    assert.ok(performance.now() - startedAt < 50)
    encoder.abort()
  })
})

async function writeMany(encoder: ReturnType<typeof openEncoder>): Promise<void> {
  for (let i = 0; i < 20; i++) await encoder.write(tinyFrame(0))
}
