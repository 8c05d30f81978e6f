import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import sharp from 'sharp'
import type { ClipGate } from '../spec/clip.ts'
import { Fault } from '../spec/fault.ts'
import { createClipGate } from './clip-gate.ts'
import { findFaces } from './faces.ts'
import { resolveFfmpeg } from './ffmpeg.ts'
import { writeFaceClip } from './testing/face-clip.ts'
import { openScratch } from './testing/scratch.ts'
import { writeTinyVideo } from './testing/tiny-video.ts'
import { loadWorkingCopy } from './working-copy.ts'

const scratch = openScratch()
const ffmpeg = async () => (await resolveFfmpeg(undefined)).path
let staging = ''
let gate: ClipGate
before(() => {
  staging = mkdtempSync(scratch('staging %d-')) // a folder's name is no pattern
  gate = openGate()
})

function openGate(timeMs?: number): ClipGate {
  return createClipGate({ ffmpeg, stagingFolder: staging, ...(timeMs !== undefined && { timeMs }) })
}

async function refusal(source: string, from = gate): Promise<string> {
  try {
    await from.admit(source, scratch('refused.png'))
  } catch (thrown) {
    assert.ok(thrown instanceof Fault, String(thrown))
    assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'video'])
    assert.deepEqual(readdirSync(staging), [], 'nothing is left')
    return thrown.message
  }
  throw new Error('It was admitted.')
}

test('the sharp frame of a smeared clip is kept, with the face in it', async () => {
  await writeFaceClip(scratch('face.mp4'))
  await gate.admit(scratch('face.mp4'), scratch('frame.png'))
  const photo = await loadWorkingCopy(scratch('frame.png'))
  assert.deepEqual([photo.width, photo.height], [320, 384])
  assert.equal((await findFaces(photo)).length, 1)
  // Grey: 143 KB, a smeared frame 97 KB.
  const small = await sharp(scratch('frame.png')).grayscale().png().toBuffer()
  assert.ok(small.length > 120_000, String(small.length))
  assert.deepEqual(readdirSync(staging), [])
})

test('a clip without a face is refused with what to do', async () => {
  await writeTinyVideo(scratch('tiny.mp4'))
  assert.match(await refusal(scratch('tiny.mp4')), /No face was found/)
})

test('what is no whole MP4 is refused', async () => {
  const whole = await readFile(scratch('face.mp4'))
  await writeFile(scratch('cut.mp4'), whole.subarray(0, whole.length - 5000))
  assert.match(await refusal(scratch('cut.mp4')), /cut off/)
  await writeFile(scratch('junk.mp4'), Buffer.concat([whole.subarray(0, 40), Buffer.alloc(5000, 7)]))
  assert.match(await refusal(scratch('junk.mp4')), /cut off|damaged/)
  const noise = Buffer.from(whole)
  const media = noise.indexOf('mdat') + 4
  for (let i = media; i < noise.length; i++) noise[i] = (i * 7919) % 251
  await writeFile(scratch('noise.mp4'), noise)
  assert.match(await refusal(scratch('noise.mp4')), /cannot be decoded|damaged|No face|cut off/)
})

test('a clip that takes too long ends its child and is refused', async () => {
  assert.match(await refusal(scratch('face.mp4'), openGate(1)), /too much time/)
})

test('closing ends what is under way', async () => {
  const closing = openGate()
  const waiting = assert.rejects(closing.admit(scratch('face.mp4'), scratch('x.png')), /closing/)
  await closing.close()
  await waiting
  assert.deepEqual(readdirSync(staging), [])
})
