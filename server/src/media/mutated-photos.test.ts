import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { Fault } from '../spec/fault.ts'
import { createPhotoGate } from './photo-gate.ts'
import { openScratch } from './testing/scratch.ts'

/** reliability.md section 5, group I: 500 mutated files. The seed is printed, so that a run can be made again. */
const FILES = 500
/** A slow machine tries fewer and says how many. */
const BUDGET_MS = 15_000

const scratch = openScratch()
const gate = createPhotoGate()
after(() => gate.close())

const hopper = await readFile(new URL('../../../test/fixtures/people/hopper.jpg', import.meta.url))
const small = sharp(hopper).resize(64)
const plain = await Promise.all([
  small.clone().jpeg().toBuffer(),
  small.clone().jpeg({ progressive: true }).toBuffer(),
  small.clone().toColourspace('cmyk').jpeg().toBuffer(),
  small
    .clone()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: 'x' } })
    .jpeg()
    .toBuffer(),
  small.clone().png().toBuffer(),
  small.clone().png({ palette: true }).toBuffer(),
  small.clone().toColourspace('rgb16').ensureAlpha(0.5).png({ progressive: true }).toBuffer(),
  small.clone().webp().toBuffer(),
  small.clone().webp({ lossless: true }).toBuffer(),
  small.clone().avif({ effort: 0 }).toBuffer(),
])

type Bytes = Buffer<ArrayBuffer>
type Mutation = (bytes: Bytes) => Bytes
/** Places in a file as a share of it; small ones are its head, where sizes and lengths stand. */
const place = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.05, noNaN: true }))
const at = (bytes: Buffer, share: number): number => Math.floor(share * (bytes.length - 1))

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(([where, value]) => (bytes: Bytes) => {
    bytes[at(bytes, where)] = value
    return bytes
  }),
  fc.tuple(place, fc.nat(7)).map(([where, bit]) => (bytes: Bytes) => {
    bytes[at(bytes, where)]! ^= 1 << bit
    return bytes
  }),
  // Lengths and sizes that lie.
  fc.tuple(place, fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff)).map(([where, value]) => (bytes: Bytes) => {
    if (bytes.length >= 4) bytes.writeUInt32BE(value, Math.min(at(bytes, where), bytes.length - 4))
    return bytes
  }),
  fc.tuple(place, place).map(([from, to]) => (bytes: Bytes) => {
    const [a, b] = [at(bytes, from), at(bytes, to)].toSorted((x, y) => x - y)
    return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)])
  }),
  fc.tuple(place, place).map(([from, to]) => (bytes: Bytes) => {
    const piece = bytes.subarray(at(bytes, from), at(bytes, from) + 200)
    return Buffer.concat([bytes.subarray(0, at(bytes, to)), piece, bytes.subarray(at(bytes, to))])
  }),
  fc.tuple(place, fc.uint8Array({ maxLength: 64 })).map(([where, junk]) => (bytes: Bytes) => {
    return Buffer.concat([bytes.subarray(0, at(bytes, where)), junk, bytes.subarray(at(bytes, where))])
  }),
)
const mutated = fc
  .tuple(fc.constantFrom(...plain), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([whole, mutations]) => mutations.reduce<Bytes>((bytes, change) => change(bytes), Buffer.from(whole)))

test(`${FILES} mutated photos: each is refused in words or kept as a clean one, and the gate lives on`, async (t) => {
  const seed = randomInt(2 ** 31)
  const startedAt = performance.now()
  const ends = { admitted: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      await writeFile(scratch('in'), bytes)
      await rm(scratch('out'), { force: true })
      try {
        const facts = await gate.admit(scratch('in'), scratch('out'))
        ends.admitted += 1
        const { format, width, height, exif, icc, xmp, space, pages } = await sharp(scratch('out')).metadata()
        assert.deepEqual(facts, { mediaType: `image/${format}`, width, height })
        assert.deepEqual([exif, icc, xmp, pages, space], [undefined, undefined, undefined, undefined, 'srgb'])
        assert.match(facts.mediaType, /^image\/(?:jpeg|png)$/)
      } catch (thrown) {
        assert.ok(thrown instanceof Fault, String(thrown))
        ends.refused += 1
        assert.deepEqual([thrown.code, thrown.param], ['invalid_value', 'input_reference'])
        // Not the decoder's words, which may name paths.
        assert.doesNotMatch(thrown.message, /[\\/]tmp|vips|libspng|heif:/i)
        assert.ok(!existsSync(scratch('out')), 'nothing is left of a refused photo')
      }
    }),
    { seed, numRuns: FILES, interruptAfterTimeLimit: BUDGET_MS, markInterruptAsFailure: false },
  )
  t.diagnostic(
    `seed ${seed}: ${ends.admitted} kept, ${ends.refused} refused, ${Math.round(performance.now() - startedAt)} ms`,
  )
  // Mutations that always or never hurt would prove nothing.
  assert.ok(ends.admitted > 5 && ends.refused > 5, JSON.stringify(ends))
  await writeFile(scratch('in'), hopper)
  assert.equal((await gate.admit(scratch('in'), scratch('out'))).width, 512)
})
