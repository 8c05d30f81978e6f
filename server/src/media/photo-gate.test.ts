import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { after, describe, test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { Fault } from '../spec/fault.ts'
import { createPhotoGate } from './photo-gate.ts'
import { chunk, hugePng } from './testing/huge-png.ts'
import { openScratch } from './testing/scratch.ts'

const HOPPER = new URL('../../../test/fixtures/people/hopper.jpg', import.meta.url)
const hopper = await readFile(HOPPER)
const small = await sharp(hopper).resize(160).jpeg({ quality: 95 }).toBuffer()
const gps = { IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } }

describe('the photo gate', () => {
  const scratch = openScratch()
  const gate = createPhotoGate()
  after(() => gate.close())
  const admit = async (bytes: Uint8Array | string) => {
    await writeFile(scratch('in'), bytes)
    const facts = await gate.admit(scratch('in'), scratch('out'))
    const kept = await readFile(scratch('out'))
    const meta = await sharp(kept).metadata()
    assert.deepEqual([facts.width, facts.height], [meta.width, meta.height], 'facts are those of the kept file')
    assert.equal(facts.mediaType, `image/${meta.format}`)
    assert.deepEqual([meta.exif, meta.icc, meta.xmp, meta.iptc, meta.orientation], Array(5).fill(undefined))
    assert.deepEqual([meta.space, meta.depth], ['srgb', 'uchar'])
    return { facts, kept, meta }
  }
  const refuse = async (bytes: Uint8Array | string, message: RegExp) => {
    await writeFile(scratch('in'), bytes)
    await assert.rejects(gate.admit(scratch('in'), scratch('refused')), (thrown) => {
      assert.ok(thrown instanceof Fault, String(thrown))
      assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'input_reference'])
      assert.match(thrown.message, message)
      return true
    })
    assert.ok(!existsSync(scratch('refused')), 'nothing is left behind')
  }

  describe('takes', () => {
    test('a plain JPEG, kept in full colour resolution', async () => {
      const { facts, meta } = await admit(hopper)
      assert.deepEqual(facts, { mediaType: 'image/jpeg', width: 512, height: 600 })
      assert.equal(meta.chromaSubsampling, '4:4:4')
    })

    test('a rotated photo with GPS: upright, the place forgotten', async () => {
      const rotated = await sharp(hopper)
        .rotate(90)
        .withMetadata({ orientation: 8 })
        .withExifMerge(gps)
        .jpeg()
        .toBuffer()
      assert.ok(rotated.includes('SECRET-OWNER'), 'the test photo carries what must go')
      const { facts, kept } = await admit(rotated)
      assert.deepEqual([facts.width, facts.height], [512, 600])
      assert.ok(!kept.includes('SECRET-OWNER') && !kept.includes('Exif'))
      const difference = await sharp(kept)
        .composite([{ input: hopper, blend: 'difference' }])
        .png()
        .toBuffer()
      const { channels } = await sharp(difference).stats()
      assert.ok(channels[0]!.mean < 8, `upright: ${channels[0]!.mean}`)
    })

    test('a see-through picture keeps its alpha', async () => {
      const round = Buffer.from('<svg width="300" height="300"><circle cx="150" cy="150" r="140" fill="#c83"/></svg>')
      const { facts, kept } = await admit(await sharp(round).png().toBuffer())
      assert.equal(facts.mediaType, 'image/png')
      const { data } = await sharp(kept).raw().toBuffer({ resolveWithObject: true })
      assert.deepEqual([data[3], data[(150 * 300 + 150) * 4 + 3]], [0, 255])
    })

    test('an alpha channel that hides nothing is dropped', async () => {
      assert.equal((await admit(await sharp(hopper).ensureAlpha(1).png().toBuffer())).facts.mediaType, 'image/jpeg')
    })

    const forms: readonly [string, (photo: Sharp) => Sharp][] = [
      ['CMYK', (photo) => photo.toColourspace('cmyk').jpeg()],
      ['16 bit a channel', (photo) => photo.toColourspace('rgb16').png()],
      ['a palette', (photo) => photo.png({ palette: true })],
      ['greyscale', (photo) => photo.greyscale().png()],
      ['wide gamut', (photo) => photo.withIccProfile('p3').jpeg()],
      ['WebP', (photo) => photo.webp()],
      ['AVIF', (photo) => photo.avif({ effort: 0 })],
    ]
    for (const [name, form] of forms) {
      test(`${name}, in the right colours`, async () => {
        const { kept } = await admit(await form(sharp(small)).toBuffer())
        const source = name === 'greyscale' ? await sharp(small).greyscale().toColourspace('srgb').toBuffer() : small
        const wanted = (await sharp(source).stats()).channels
        const { channels } = await sharp(kept).stats()
        // Through the default press profile and back some blue is lost on the way in.
        const tolerance = name === 'CMYK' ? 16 : 6
        channels.forEach(({ mean }, i) => {
          const { mean: aim } = wanted[i] ?? wanted[0]!
          assert.ok(Math.abs(mean - aim) < tolerance, `channel ${i}: ${mean}, not ${aim}`)
        })
      })
    }

    test('junk behind the picture, which is gone afterwards', async () => {
      const { kept } = await admit(Buffer.concat([hopper, Buffer.from('<?php SECRET-JUNK ?>')]))
      assert.ok(!kept.includes('SECRET-JUNK'))
    })

    test('48 million pixels, scaled to 4096 within the time limit', async () => {
      const large = await sharp(hopper).resize(8000, 6000, { fit: 'fill' }).jpeg({ quality: 60 }).toBuffer()
      const { facts } = await admit(large)
      assert.deepEqual([facts.width, facts.height], [4096, 3072])
    })
  })

  describe('refuses', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><circle r="99"/></svg>'
    const heads: readonly [string, Uint8Array | string, RegExp][] = [
      ['nothing', '', /is empty\. Accepted are JPEG, PNG, WebP and AVIF/],
      ['text', 'hello, this is not a picture', /a text file/],
      ['HTML', '<!DOCTYPE html><html></html>', /an HTML page/],
      ['SVG', `<?xml version="1.0"?>\n${svg}`, /an SVG drawing/],
      ['PDF', '%PDF-1.7\n', /a PDF document/],
      ['HEIC', Buffer.concat([ftyp('heic\0\0\0\0mif1heic'), Buffer.alloc(500)]), /a HEIC image.*Accepted are/],
      ['a video', Buffer.concat([ftyp('isom\0\0\x02\0isomavc1'), Buffer.alloc(500)]), /a video/],
      ['a moving AVIF', Buffer.concat([ftyp('avis\0\0\0\0avifavis'), Buffer.alloc(500)]), /animated/],
      ['bytes without sense', Buffer.from([1, 0, 200, 9, 0, 0, 77]), /no image we know/],
      ['a JPEG head without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /damaged or incomplete/],
    ]
    for (const [name, bytes, message] of heads) test(name, () => refuse(bytes, message))

    test('GIF and TIFF', async () => {
      await refuse(await sharp(hopper).resize(64).gif().toBuffer(), /a GIF image/)
      await refuse(await sharp(hopper).resize(64).tiff().toBuffer(), /a TIFF image/)
    })

    test('moving pictures', async () => {
      const frames = await Promise.all(
        ['#234', '#fed'].map((background) =>
          sharp({ create: { width: 64, height: 64, channels: 3, background } })
            .png()
            .toBuffer(),
        ),
      )
      await refuse(
        await sharp(frames, { join: { animated: true } })
          .webp({ loop: 0 })
          .toBuffer(),
        /2 pictures/,
      )
      const png = await sharp(hopper).png().toBuffer()
      const control = chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))
      await refuse(Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]), /animated/)
    })

    test('every accepted format when it is cut off', async () => {
      for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
        const whole = await sharp(small).toFormat(format).toBuffer()
        for (const share of [0.1, 0.5, 0.95]) {
          await refuse(whole.subarray(0, Math.floor(whole.length * share)), /damaged or incomplete/)
        }
      }
    })

    test('a small file that claims to be huge, at once', async () => {
      const claim = hugePng(60_000, 60_000)
      assert.ok(claim.length < 100)
      const startedAt = performance.now()
      await refuse(claim, /60000x60000 pixels, which is more than 50 million/)
      assert.ok(performance.now() - startedAt < 100)
    })

    test('what is too small or too long', async () => {
      await refuse(await blank(31, 200), /31x200 pixels. Both sides must have at least 32/)
      await refuse(await blank(900, 100), /900x100 pixels. One side may be at most 8 times/)
      assert.equal((await admit(await blank(800, 100))).facts.width, 800)
    })

    test('none of 300 damaged copies crashes anything', async () => {
      let state = 7
      const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
      const sources = await Promise.all(
        ['jpeg', 'png', 'webp'].map((to) =>
          sharp(hopper)
            .resize(64)
            .toFormat(to as 'png')
            .toBuffer(),
        ),
      )
      for (let i = 0; i < 300; i++) {
        const bytes = Buffer.from(sources[i % 3]!)
        for (let k = 0; k < 8; k++) bytes[random(bytes.length)] = random(256)
        await writeFile(scratch('in'), bytes)
        await gate.admit(scratch('in'), scratch('out')).catch((thrown: unknown) => {
          assert.ok(thrown instanceof Fault, `copy ${i}: ${String(thrown)}`)
        })
      }
    })
  })
})

function ftyp(brands: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 8 + brands.length]), Buffer.from(`ftyp${brands}`)])
}

function blank(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#567' } })
    .png()
    .toBuffer()
}
