import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
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
      assert.deepEqual([thrown.code, thrown.param], ['invalid_reference', 'input_reference'])
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
      // Through the default press profile and back: some blue is lost on the way in.
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
        const { kept } = await admit(await form(sharp(hopper)).toBuffer())
        const seen = (await sharp(kept).stats()).channels
        const source = (
          await sharp(
            name === 'greyscale' ? await sharp(hopper).greyscale().toColourspace('srgb').toBuffer() : hopper,
          ).stats()
        ).channels
        for (const i of [0, 1, 2])
          assert.ok(
            Math.abs(seen[i]!.mean - source[Math.min(i, source.length - 1)]!.mean) < (name === 'CMYK' ? 16 : 6),
            `${name} channel ${i}`,
          )
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
      await refuse(await sharp(hopper).gif().toBuffer(), /a GIF image/)
      await refuse(await sharp(hopper).tiff().toBuffer(), /a TIFF image/)
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
      for (const whole of [
        hopper,
        ...(await Promise.all(
          ['png', 'webp', 'avif'].map((to) =>
            sharp(hopper)
              .toFormat(to as 'png')
              .toBuffer(),
          ),
        )),
      ]) {
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

describe('the gate outlives its child', () => {
  const scratch = openScratch()
  const program = async (name: string, body: string) => {
    await writeFile(scratch(name), `process.send({ kind: 'ready' });\n${body}`)
    return new URL(`file://${scratch(name)}`)
  }

  test('a photo that hangs is refused after the time limit, the next one gets a new child', async () => {
    const body = `process.on('message', ({ source }) => {
      if (source !== 'hang') process.send({ kind: 'admitted', photo: { pid: process.pid } }); else for (;;);
    })`
    const gate = createPhotoGate({ program: await program('hang.mjs', body), timeMs: 150 })
    const first = await gate.admit('fine', scratch('out'))
    await assert.rejects(gate.admit('hang', scratch('out')), isFault(/took more than 0.15 s/))
    const second = await gate.admit('fine', scratch('out'))
    assert.notDeepEqual(first, second)
    await gate.close()
  })

  test('a photo that kills the child twice is refused; a child killed from outside is not noticed', async () => {
    const body = `import { existsSync, writeFileSync } from 'node:fs'
    process.on('message', ({ source }) => {
      if (source === 'deadly' || !existsSync(source)) { if (source !== 'deadly') writeFileSync(source, ''); process.kill(process.pid, 'SIGKILL') }
      process.send({ kind: 'admitted', photo: {} })
    })`
    const gate = createPhotoGate({ program: await program('die.mjs', body) })
    await assert.rejects(gate.admit('deadly', scratch('out')), isFault(/too much memory/))
    assert.deepEqual(await gate.admit(scratch('seen'), scratch('out')), {})
    await gate.close()
  })

  test('a child that cannot start is our fault, not the photo’s', async () => {
    const gate = createPhotoGate({ program: new URL(`file://${scratch('missing.mjs')}`) })
    await assert.rejects(gate.admit('a', scratch('out')), /could not be started/)
    await gate.close()
  })

  test('closing ends a check under way, and later ones are refused', async () => {
    const gate = createPhotoGate({ program: await program('wait.mjs', `process.on('message', () => {})`) })
    const waiting = assert.rejects(gate.admit('a', scratch('out')), (thrown) => !(thrown instanceof Fault))
    setTimeout(() => void gate.close(), 200)
    await waiting
    await assert.rejects(gate.admit('a', scratch('out')), /gate is closed/)
  })

  test('an idle gate does not keep its process alive, and the child ends with it', async () => {
    await writeFile(scratch('photo.jpg'), hopper)
    const script = `import { createPhotoGate } from ${JSON.stringify(new URL('./photo-gate.ts', import.meta.url).href)}
    await createPhotoGate().admit(${JSON.stringify(scratch('photo.jpg'))}, ${JSON.stringify(scratch('kept'))})
    console.log(process.getActiveResourcesInfo().length)`
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 })
    assert.ok(existsSync(scratch('kept')))
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

function isFault(message: RegExp) {
  return (thrown: unknown) => thrown instanceof Fault && message.test(thrown.message)
}
