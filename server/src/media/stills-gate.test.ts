import assert from 'node:assert/strict'
import { openAsBlob, readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import sharp, { type Metadata } from 'sharp'
import type { StillFiles } from '../spec/media.ts'
import { resolveFfmpeg } from './ffmpeg.ts'
import { inspectVideo } from './inspect.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { createStillsGate } from './stills-gate.ts'
import { openScratch } from './testing/scratch.ts'

const scratch = openScratch()
const staging = scratch('staging')
const ffmpeg = async () => (await resolveFfmpeg(undefined)).path
const never = new AbortController().signal
before(() => mkdir(staging))

interface Film {
  readonly width: number
  readonly height: number
  readonly seconds: number
  readonly fps: number
}

/** Real H.264 that goes evenly from dark (40) to light (200): a still tells when it was taken. Odd sizes need 4:4:4. */
async function writeFilm(path: string, { width, height, seconds, fps }: Film, flags: readonly string[] = []) {
  const ramp = `geq=lum='40+160*T/${seconds}':cb=128:cr=128`
  const source = `color=c=black:s=${width}x${height}:r=${fps}:d=${seconds},format=yuv444p,${ramp}`
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-color_range', 'pc', '-g', '12']
  await runFfmpeg(await ffmpeg(), ['-f', 'lavfi', '-i', source, ...codec, ...flags, '-y', path], () => {})
}

async function draw(path: string, timeMs?: number): Promise<StillFiles> {
  const gate = createStillsGate({ ffmpeg, stagingFolder: staging, ...(timeMs !== undefined && { timeMs }) })
  try {
    return await gate.draw(async () => (await openAsBlob(path)).stream(), never)
  } finally {
    await gate.close()
    assert.deepEqual(readdirSync(staging), [], 'nothing is left')
  }
}

/** What of the film had passed in each tile, and in the thumbnail: 0 to 1. */
async function momentsOf({ thumbnail, spritesheet }: StillFiles) {
  const moments: number[] = []
  const { width, height } = await sharp(spritesheet).metadata()
  const tile = { width: width / 4, height: height / 4 }
  for (let i = 0; i < 16; i += 1) {
    const at = { left: (i % 4) * tile.width, top: Math.floor(i / 4) * tile.height, ...tile }
    moments.push(await momentIn(await sharp(spritesheet).extract(at).png().toBuffer()))
  }
  return { tiles: moments, thumbnail: await momentIn(thumbnail) }
}

async function momentIn(picture: Uint8Array): Promise<number> {
  const { channels } = await sharp(picture).stats()
  return ((channels[1]?.mean ?? 0) - 40) / 160
}

const near = (found: number, wanted: number, what: string) =>
  assert.ok(Math.abs(found - wanted) < 0.06, `${what}: ${found.toFixed(3)} instead of ${wanted.toFixed(3)}`)

const size = ({ width, height, format }: Metadata) => `${format} ${width}x${height}`

for (const [film, thumbnail, sheet] of [
  [{ width: 720, height: 1280, seconds: 1, fps: 24 }, '540x960', '404x720'],
  [{ width: 1280, height: 720, seconds: 1, fps: 24 }, '540x304', '1280x720'],
  [{ width: 131, height: 97, seconds: 2, fps: 25 }, '131x97', '524x388'],
  [{ width: 64, height: 48, seconds: 120, fps: 12 }, '64x48', '256x192'],
] as const)
  test(`${film.seconds} s of ${film.width}x${film.height} gives a poster and sixteen moments in order`, async () => {
    const path = scratch(`${film.width}x${film.height}.mp4`)
    await writeFilm(path, film)
    const stills = await draw(path)
    assert.equal(size(await sharp(stills.thumbnail).metadata()), `webp ${thumbnail}`)
    assert.equal(size(await sharp(stills.spritesheet).metadata()), `jpeg ${sheet}`)
    const seen = await momentsOf(stills)
    seen.tiles.forEach((moment, i) => near(moment, (i + 0.5) / 16, `tile ${i}`))
    near(seen.thumbnail, 0.3, 'thumbnail')
  })

test('a film that lies on its side stands upright in its stills', async () => {
  await writeFilm(scratch('flat.mp4'), { width: 128, height: 64, seconds: 1, fps: 12 })
  const turn = ['-i', scratch('flat.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=90', '-y', scratch('turned.mp4')]
  await runFfmpeg(await ffmpeg(), turn, () => {})
  const { thumbnail, spritesheet } = await draw(scratch('turned.mp4'))
  const [poster, grid] = [await sharp(thumbnail).metadata(), await sharp(spritesheet).metadata()]
  assert.deepEqual([poster.width, poster.height, grid.width, grid.height], [64, 128, 256, 512])
})

test('where the tail is spoilt, the last frame that can be decoded stands in', async () => {
  const path = scratch('spoilt.mp4')
  await writeFilm(path, { width: 320, height: 240, seconds: 4, fps: 24 })
  const bytes = await readFile(path)
  const [start, end] = [bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4]
  for (let i = start + Math.floor((end - start) * 0.6); i < end; i += 1) bytes[i] = (i * 7919) % 251
  await writeFile(path, bytes)
  assert.equal((await inspectVideo(path)).seconds, 4, 'its container shows nothing')
  const { tiles } = await momentsOf(await draw(path))
  tiles.slice(0, 8).forEach((moment, i) => near(moment, (i + 0.5) / 16, `tile ${i}`))
  assert.ok(
    tiles.slice(12).every((moment) => moment > 0.4 && moment < 0.8),
    tiles.join(),
  )
})

test('what is no video, and one of which nothing can be decoded, give no stills', async () => {
  await writeFile(scratch('words.mp4'), 'no video at all, but long enough for a box')
  await assert.rejects(draw(scratch('words.mp4')), /No stills could be drawn/)
  const bytes = await readFile(scratch('131x97.mp4'))
  bytes.fill(0xa5, bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4)
  await writeFile(scratch('noise.mp4'), bytes)
  await assert.rejects(draw(scratch('noise.mp4')), /Not one frame|ffmpeg ended/)
})

test('a video that takes too long ends its child', async () => {
  await assert.rejects(draw(scratch('131x97.mp4'), 1), /too much time or memory/)
})

test('who has given up meanwhile is passed over', async () => {
  const gate = createStillsGate({ ffmpeg, stagingFolder: staging })
  let opened = 0
  const open = async () => ((opened += 1), (await openAsBlob(scratch('131x97.mp4'))).stream())
  const patience = new AbortController()
  const [first, second] = [gate.draw(open, never), gate.draw(open, patience.signal)]
  patience.abort(new Error('too late'))
  await assert.rejects(second, /too late/)
  await first
  await gate.close()
  assert.equal(opened, 1)
})

test('closing ends a video that was only being opened', async () => {
  const [opening, closing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const program = async () => (opening.resolve(), await closing.promise, ffmpeg())
  const gate = createStillsGate({ ffmpeg: program, stagingFolder: staging })
  const path = scratch('131x97.mp4')
  const ended = assert.rejects(
    gate.draw(async () => (await openAsBlob(path)).stream(), never),
    /closing/,
  )
  await opening.promise
  const closed = gate.close()
  closing.resolve()
  await Promise.all([ended, closed])
  assert.deepEqual(readdirSync(staging), [])
})
