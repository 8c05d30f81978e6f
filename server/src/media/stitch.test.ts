import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import { resolveFfmpeg } from './ffmpeg.ts'
import { inspectVideo } from './inspect.ts'
import { readFrames } from './read-frames.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { stitch } from './stitch.ts'
import { openScratch } from './testing/scratch.ts'
import { TINY, writeTinyVideo } from './testing/tiny-video.ts'

const at = openScratch()
const tiny = at('tiny.mp4')
const output = at('whole.mp4')
const size = { width: TINY.width, height: TINY.height }
let ffmpeg = ''

before(async () => {
  ffmpeg = (await resolveFfmpeg(undefined)).path
  await writeTinyVideo(tiny)
})

/** How loud each tenth of a second is, 0 to 1. */
async function loudness(path: string): Promise<number[]> {
  const chunks: Buffer[] = []
  const raw = ['-f', 's16le', '-ac', '1', '-ar', '8000', 'pipe:1']
  await runFfmpeg(ffmpeg, ['-i', path, '-vn', ...raw], (chunk) => void chunks.push(chunk))
  const bytes = Buffer.concat(chunks)
  return Array.from({ length: Math.floor(bytes.length / 1600) }, (_, tenth) => {
    let most = 0
    for (let i = 0; i < 800; i++) most = Math.max(most, Math.abs(bytes.readInt16LE((tenth * 800 + i) * 2)))
    return most / 32_768
  })
}

test('two pieces become one of exactly their seconds; what is short holds its last picture', async () => {
  const heard: number[] = []
  const piece = { path: tiny, seconds: 1, audio: true }
  const pieces = [piece, { ...piece, seconds: 2 }]
  await stitch({ ffmpeg, pieces, ...size, fps: 24, output }, (share) => heard.push(share))
  const facts = await inspectVideo(output)
  assert.deepEqual([facts.container, facts.videoCodec, facts.audioCodec], ['mp4', 'avc', 'aac'])
  assert.equal(Math.round(facts.seconds * 24), 72)
  assert.ok(heard.every((share, i) => share <= 1 && share > (heard[i - 1] ?? 0)))
  const reds: number[] = []
  await readFrames({ ffmpeg, path: output, ...size }, [0, 11, 23, 24, 71], (_, rgba) => reds.push(rgba[0] ?? 0))
  const [first = 0, last = 0, held = 0, again = 0, end = 0] = reds
  assert.ok(last > first + 150 && Math.abs(held - last) < 12, reds.join())
  assert.ok(Math.abs(again - first) < 12 && Math.abs(end - last) < 12, reds.join())
})

test('sound runs through the seam, and a silent piece is silent', async () => {
  const half = { path: tiny, seconds: 1, audio: false }
  await stitch({ ffmpeg, pieces: [{ ...half, audio: true }, half], ...size, fps: 24, output }, () => {})
  const loud = await loudness(output)
  assert.ok(loud.slice(0, 4).every((tenth) => tenth > 0.1))
  assert.ok(loud.slice(7, 20).every((tenth) => tenth < 0.02))
  assert.ok(loud.length >= 19, String(loud.length))
})

test('what is no video ends with what ffmpeg said', async () => {
  const path = at('text.mp4')
  await writeFile(path, 'no video at all')
  const pieces = [{ path, seconds: 1, audio: false }]
  await assert.rejects(
    stitch({ ffmpeg, pieces, ...size, fps: 24, output }, () => {}),
    /ffmpeg ended with code/,
  )
  await assert.rejects(
    readFrames({ ffmpeg, path: tiny, ...size }, [0, 99], () => {}),
    /1 of the 2 wanted frames/,
  )
})
