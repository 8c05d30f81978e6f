import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { before, describe, test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { analysePhoto } from './analyse.ts'
import { tiles } from './faces.ts'
import type { Person } from './person.ts'
import { openScratch } from './testing/scratch.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../../test/fixtures/people/${name}`, import.meta.url))
const HOPPER = fixture('hopper.jpg')
const COLLINS = fixture('collins.png')

/** 0 to 255. */
function alphaAt({ rgba, width }: Person, x: number, y: number): number {
  return rgba[(y * width + x) * 4 + 3]!
}

/** Share of the photo that is neither surely person nor surely background. */
function softShare({ rgba }: Person): number {
  let soft = 0
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i]! > 12 && rgba[i]! < 243) soft++
  return soft / (rgba.length / 4)
}

describe('analysePhoto', () => {
  const scratch = openScratch()
  const analyse = async (image: Sharp) => {
    await image.png({ compressionLevel: 1 }).toFile(scratch('photo.png'))
    return analysePhoto(scratch('photo.png'))
  }

  let hopper: Person
  before(async () => {
    hopper = await analysePhoto(HOPPER)
  })

  test('finds the face and takes the person out: a portrait in front of a flag', () => {
    const person = hopper
    assert.deepEqual([person.form, person.width, person.height, person.warnings], ['cutout', 512, 600, []])
    const face = person.face!
    assert.ok(face.score > 0.8)
    assert.ok(Math.hypot(face.rightEye.x - 229, face.rightEye.y - 195) < 8, 'her right eye')
    assert.ok(Math.hypot(face.leftEye.x - 310, face.leftEye.y - 193) < 8, 'her left eye')
    assert.ok(person.skin!.red > person.skin!.green && person.skin!.green > person.skin!.blue)
    assert.deepEqual([person.cut.top, person.cut.bottom], [false, true])
    for (const [x, y] of [
      [260, 250],
      [256, 100],
      [250, 560],
      [90, 480],
    ] as const)
      assert.equal(alphaAt(person, x, y), 255, `solid at ${x},${y}`)
    for (const [x, y] of [
      [30, 60],
      [100, 250],
      [450, 60],
      [400, 280],
    ] as const)
      assert.ok(alphaAt(person, x, y) < 5, `clear at ${x},${y}`)
    assert.ok(softShare(person) < 0.011, `no haze: ${softShare(person)}`)
  })

  test('soft edges do not keep the old background', () => {
    const person = hopper
    // The right rim of hat and hair stands before a blue wall: red 60, green 90, blue 160.
    let blue = 0
    let seen = 0
    for (let y = 60; y < 300; y++) {
      for (let x = 330; x < 400; x++) {
        const at = (y * person.width + x) * 4
        const alpha = person.rgba[at + 3]!
        if (alpha < 40 || alpha > 200) continue
        seen++
        if (person.rgba[at + 2]! > person.rgba[at]! + 30) blue++
      }
    }
    assert.ok(seen > 50, `the rim is soft: ${seen}`)
    assert.ok(blue / seen < 0.15, `${blue} of ${seen} rim pixels shine blue`)
  })

  test('a rotated photo is analysed upright', async () => {
    await sharp(COLLINS).rotate(90).withMetadata({ orientation: 8 }).jpeg().toFile(scratch('turned.jpg'))
    const turned = await analysePhoto(scratch('turned.jpg'))
    const straight = await analysePhoto(COLLINS)
    assert.ok(Math.abs(turned.face!.x - straight.face!.x) < 5 && Math.abs(turned.face!.y - straight.face!.y) < 5)
  })

  test('a picture that is already cut out keeps its own edge', async () => {
    const mask = Buffer.from('<svg width="512" height="600"><ellipse cx="260" cy="280" rx="150" ry="260"/></svg>')
    const person = await analyse(
      sharp(HOPPER)
        .composite([{ input: mask, blend: 'dest-in' }])
        .png(),
    )
    assert.equal(person.form, 'cutout')
    assert.deepEqual([alphaAt(person, 260, 280), alphaAt(person, 120, 280), alphaAt(person, 5, 590)], [255, 255, 0])
    assert.equal(person.cut.bottom, false)
  })

  test('a grey photo works', async () => {
    const person = await analyse(sharp(HOPPER).greyscale())
    assert.equal(person.form, 'cutout')
    assert.equal(Math.round(person.skin!.red), Math.round(person.skin!.blue))
  })

  test('a photo without a face becomes a print, and says so', async () => {
    const plain = sharp({ create: { width: 640, height: 480, channels: 3, background: '#4682b4' } })
    const person = await analyse(plain)
    assert.deepEqual([person.form, person.face, person.skin], ['print', null, null])
    assert.deepEqual(person.box, { x: 0, y: 0, width: 640, height: 480 })
    assert.match(person.warnings.join(), /No face was found/)
    assert.equal(alphaAt(person, 0, 0), 255)
  })

  test('the smallest photo works', async () => {
    const person = await analyse(sharp(HOPPER).resize(32, 32, { fit: 'cover' }))
    assert.deepEqual([person.width, person.height], [32, 32])
  })

  test('a small face in a large picture is found by looking closer; the print says why', async () => {
    const small = await sharp(COLLINS).resize(220).toBuffer()
    const scene = sharp({ create: { width: 1600, height: 900, channels: 3, background: '#7a8b6a' } })
    const person = await analyse(scene.composite([{ input: small, left: 1000, top: 600 }]))
    assert.ok(person.face && person.face.x > 1000 && person.face.y > 600)
    assert.match(person.warnings.join(), /only \d+ pixels high/)
    assert.equal(person.form, 'print')
    assert.match(person.warnings.join(), /could not be told from the background/)
  })

  test('of two people who touch the larger face is taken, the other one stays away', async () => {
    const left = await sharp(COLLINS).resize(586, 586).extract({ left: 0, top: 0, width: 500, height: 586 }).toBuffer()
    const right = await sharp(HOPPER).resize(500, 586).toBuffer()
    const scene = sharp({ create: { width: 860, height: 586, channels: 3, background: '#888' } })
    const layers = [
      { input: left, left: 0, top: 0 },
      { input: right, left: 360, top: 0 },
    ]
    const person = await analyse(scene.composite(layers))
    assert.deepEqual(person.warnings, ['2 faces were found in the photo; the largest one was taken.'])
    assert.ok(person.face!.x > 400)
    assert.ok(alphaAt(person, 256, 140) < 5, 'the other face is gone')
    assert.ok(alphaAt(person, 256, 300) < 5, 'the other body is gone')
  })

  test('a large photo is brought down to a working copy', async () => {
    const person = await analyse(sharp(HOPPER).resize(1500, 1758))
    assert.deepEqual([person.height, person.form], [1600, 'cutout'])
    assert.ok(softShare(person) < 0.011, `no haze: ${softShare(person)}`)
  })

  test('what cannot be decoded is an error', async () => {
    await assert.rejects(analysePhoto(scratch('missing.png')))
  })
})

test('tiles cover the whole picture and never exceed ten', () => {
  for (const [width, height] of [
    [1600, 1600],
    [1600, 900],
    [1600, 200],
    [200, 1600],
    [640, 480],
    [100, 100],
  ] as const) {
    const found = tiles(width, height)
    assert.ok(found.length <= 10, `${width}x${height}: ${found.length}`)
    if (Math.min(width, height) < 128) continue
    for (let x = 0; x < width; x += 50) {
      for (let y = 0; y < height; y += 50) {
        const covered = found.some((t) => x >= t.x && x < t.x + t.width && y >= t.y && y < t.y + t.height)
        assert.ok(covered, `${width}x${height} at ${x},${y}`)
      }
    }
  }
})
