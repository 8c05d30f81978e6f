import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { Fault } from '../spec/fault.ts'
import { createPhotoGate } from './photo-gate.ts'
import { chunk, hugePng } from './testing/huge-png.ts'
import { openScratch } from './testing/scratch.ts'

/** reliability.md section 5, group I: what photo-gate.test.ts does not already show. */
const scratch = openScratch()
const gate = createPhotoGate()
after(() => gate.close())

const hopper = await readFile(new URL('../../../test/fixtures/people/hopper.jpg', import.meta.url))
const png = await sharp(hopper).resize(160).png().toBuffer()

/** A JPEG whose frame header claims this size. */
function jpegClaiming(width: number, height: number): Buffer {
  const bytes = Buffer.from(hopper)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  assert.notEqual(frame, -1)
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">${inside}</svg>`
const html = '<script>alert(1)</script>'

const refused: readonly (readonly [what: string, bytes: Buffer | string, message: RegExp])[] = [
  ['one byte', 'x', /a text file/],
  ['a single NUL', '\0', /no image we know/],
  ['a PNG of 0 x 0', hugePng(0, 0), /damaged|incomplete|pixels/],
  ['a PNG of 0 x 300', hugePng(0, 300), /damaged|incomplete|pixels/],
  ['a PNG of 2147483647 x 1', hugePng(2_147_483_647, 1), /pixels|damaged/],
  ['a PNG just over the limit', hugePng(50_001, 1_000), /50 million/],
  ['a JPEG of 0 x 0', jpegClaiming(0, 0), /damaged|incomplete|pixels/],
  ['a JPEG that claims 65,000 x 65,000', jpegClaiming(65_000, 65_000), /50 million/],
  ['an SVG behind a byte order mark', `\uFEFF${svg('<circle r="9"/>')}`, /an SVG drawing/],
  ['an SVG behind a comment', `<!-- a photo -->${svg('')}`, /an SVG drawing/],
  ['an SVG that loads a file', svg('<image href="file:///etc/passwd"/>'), /an SVG drawing/],
  ['an SVG that names an entity', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`, /an SVG/],
  ['HTML in capitals', '<!DOCTYPE HTML><TITLE>a.png</TITLE>', /an HTML page/],
  ['HTML behind blank lines', `\n\n  ${html}`, /an HTML page/],
  ['ImageMagick commands', 'push graphic-context\nimage over 0,0 0,0 "https://x/"', /a text file/],
  ['a playlist for ffmpeg', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', /a text file/],
  ['PostScript', '%!PS-Adobe-3.0\n(/etc/passwd) run', /a text file/],
  ['a BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(200)]), /a BMP image/],
  ['a ZIP', Buffer.from('PK\x03\x04aaaa'), /a ZIP archive/],
  ['a JPEG cut in half', hopper.subarray(0, hopper.length / 2), /damaged or incomplete/],
  ['a PNG that ends within its pixels', png.subarray(0, png.length - 40), /damaged or incomplete/],
  ['a PNG with one wrong bit', flipped(png, Math.floor(png.length / 2)), /damaged or incomplete/],
  ['the name of a PNG alone', png.subarray(0, 8), /damaged or incomplete/],
]
for (const [what, bytes, message] of refused)
  test(`I: ${what} is refused in words, at once`, async () => {
    await writeFile(scratch('in'), bytes)
    await gate.admit(scratch('in'), scratch('warm')).catch(() => undefined) // the decoders are loaded now
    const startedAt = performance.now()
    await assert.rejects(gate.admit(scratch('in'), scratch('out')), (thrown) => {
      assert.ok(thrown instanceof Fault, String(thrown))
      assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'input_reference'])
      assert.match(thrown.message, message)
      return true
    })
    assert.ok(performance.now() - startedAt < 2_000)
    assert.ok(!existsSync(scratch('out')))
  })

/** What may lie in a good photo besides its pixels, and must be gone from what we keep. */
const hidden: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['a script behind a JPEG', Buffer.concat([hopper, Buffer.from(`SECRET ${html}`)])],
  ['a ZIP behind a PNG', Buffer.concat([png, Buffer.from('PK\x03\x04 SECRET')])],
  ['a text chunk of a PNG', insertChunk('tEXt', 'Comment\0SECRET <?php ?>')],
  ['a chunk of nobody knows whom', insertChunk('knRa', 'SECRET')],
  [
    'an XMP packet',
    await sharp(hopper).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET</x:xmpmeta>').jpeg().toBuffer(),
  ],
  ['a comment of a JPEG', Buffer.concat([hopper.subarray(0, 2), comment('SECRET'), hopper.subarray(2)])],
]
for (const [what, bytes] of hidden)
  test(`I: ${what} does not survive`, async () => {
    assert.ok(bytes.includes('SECRET'))
    await writeFile(scratch('in'), bytes)
    await gate.admit(scratch('in'), scratch('out'))
    const kept = await readFile(scratch('out'))
    assert.ok(!kept.includes('SECRET') && !kept.includes('PK\x03\x04'))
  })

function insertChunk(type: string, text: string): Buffer {
  return Buffer.concat([png.subarray(0, 33), chunk(type, Buffer.from(text)), png.subarray(33)])
}

function comment(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe, 0, text.length + 2]), Buffer.from(text)])
}

function flipped(bytes: Buffer, where: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(where) ^ 1, where)
  return copy
}
