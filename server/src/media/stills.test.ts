import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { shrink } from './shrink.ts'
import { createStills } from './stills.ts'

/** A frame of one colour that tells its number. */
function frame(i: number, width: number, height: number): Uint8Array {
  const colour = Buffer.from([i * 4, 100, 255 - i * 4, 255])
  return Buffer.alloc(width * height * 4, colour)
}

describe('createStills', () => {
  for (const [width, height, tileWidth, thumbWidth] of [
    [720, 1280, 101, 540],
    [1280, 720, 320, 540],
    [256, 256, 180, 256],
  ] as const) {
    test(`${width}x${height} gives a sheet of 4 by 4 in order and a thumbnail`, async () => {
      const stills = createStills({ width, height, frames: 48 })
      const wanted = Array.from({ length: 48 }, (_, i) => i).filter((i) => stills.wants(i))
      assert.equal(wanted.length, 17)
      for (const i of wanted) stills.take(i, frame(i, width, height))
      const sheet = sharp(await stills.spritesheet())
      const meta = await sheet.metadata()
      assert.deepEqual([meta.format, meta.width, meta.height], ['jpeg', tileWidth * 4, 720])
      const { data } = await sheet.raw().toBuffer({ resolveWithObject: true })
      const red = (column: number, row: number) =>
        data[(((row * 180 + 90) * tileWidth * 4 + (column + 0.5) * tileWidth) | 0) * 3]!
      const reds = [0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => red(column, row)))
      reds.forEach((value, i) => assert.ok(Math.abs(value - (i * 3 + 1) * 4) <= 4, `tile ${i}: ${value}`))
      const thumbnail = await sharp(await stills.thumbnail()).metadata()
      assert.deepEqual([thumbnail.format, thumbnail.width], ['webp', thumbWidth])
    })
  }

  test('a video of few frames repeats them', async () => {
    const stills = createStills({ width: 64, height: 64, frames: 3 })
    for (let i = 0; i < 3; i++) if (stills.wants(i)) stills.take(i, frame(i, 64, 64))
    assert.equal((await sharp(await stills.spritesheet()).metadata()).width, 256)
  })

  test('a frame that was never taken is told', async () => {
    const stills = createStills({ width: 64, height: 64, frames: 48 })
    await assert.rejects(stills.thumbnail(), /Frame 14 was never taken/)
    await assert.rejects(stills.spritesheet(), /Frame 1 was never taken/)
  })

  test('the frame may be reused after take', async () => {
    const stills = createStills({ width: 64, height: 64, frames: 1 })
    const reused = frame(10, 64, 64)
    stills.take(0, reused)
    reused.fill(0)
    const { dominant } = await sharp(await stills.thumbnail()).stats()
    assert.ok(dominant.b > 150)
  })
})

test('shrink averages every pixel under the new one', () => {
  const rgba = Uint8Array.from([0, 0, 0, 255, 90, 0, 0, 255, 180, 0, 0, 255])
  assert.deepEqual([...shrink(rgba, { width: 3, height: 1 }, { width: 1, height: 1 })], [90, 0, 0])
  assert.deepEqual([...shrink(rgba, { width: 3, height: 1 }, { width: 2, height: 1 })], [30, 0, 0, 150, 0, 0])
})
