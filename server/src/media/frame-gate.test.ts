import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { findFaces } from './faces.ts'
import { createFrameGate } from './frame-gate.ts'
import { openScratch } from './testing/scratch.ts'
import { loadWorkingCopy } from './working-copy.ts'

const scratch = openScratch()
const gate = createFrameGate()
after(() => gate.close())

const fixture = (name: string) => fileURLToPath(new URL(`../../../test/fixtures/people/${name}`, import.meta.url))
const [HOPPER, COLLINS] = [fixture('hopper.jpg'), fixture('collins.png')]

for (const [width, height, format] of [
  [720, 1280, 'jpeg'],
  [1281, 719, 'png'],
] as const)
  test(`two people share one frame of exactly ${width}x${height}, side by side and eye to eye`, async () => {
    const target = scratch(`frame.${format}`)
    assert.deepEqual(await gate.compose([HOPPER, COLLINS], target, { width, height, format }), [])
    const meta = await sharp(target).metadata()
    assert.deepEqual([meta.width, meta.height, meta.format, meta.exif], [width, height, format, undefined])
    const faces = await findFaces(await loadWorkingCopy(target))
    assert.equal(faces.length, 2)
    const [left, right] = faces.toSorted((a, b) => a.x - b.x)
    assert.ok(left && right && left.x + left.width < right.x, 'nobody covers a face')
    const eyes = [left, right].map((face) => (face ? face.leftEye.y + face.rightEye.y : 0) / 2)
    assert.ok(Math.abs(eyes[0]! - eyes[1]!) < height * 0.03, String(eyes))
  })

test('a photo without a face is shown whole, and a warning says so', async () => {
  await writeFile(
    scratch('plain.png'),
    await sharp({ create: { width: 200, height: 200, channels: 3, background: '#0a0' } })
      .png()
      .toBuffer(),
  )
  const target = scratch('one.jpg')
  const warnings = await gate.compose([scratch('plain.png')], target, { width: 512, height: 512, format: 'jpeg' })
  assert.match(warnings.join(), /^Person 1: No face was found/)
  const { data } = await sharp(await readFile(target))
    .extract({ left: 256, top: 200, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  assert.ok((data[1] ?? 0) > 120 && (data[0] ?? 255) < 60, 'the photo is there')
})
