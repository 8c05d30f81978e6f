import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Blobs } from '../blobs.ts'

/** `names` lists every file the driver holds, half-written ones included. */
export interface BlobsUnderTest {
  readonly blobs: Blobs
  readonly names: () => Promise<readonly string[]>
}
type Open = (t: TestContext) => Promise<BlobsUnderTest>
const KEY = 'videos/video_a/video.mp4'
const LIMIT = { maxBytes: 1_000_000 }

/** The contract every keeper of bytes keeps. */
export function blobsSuite(name: string, open: Open): void {
  describe(`${name} keeps the blobs contract`, () => {
    whole(open)
    nothing(open)
    removal(open)
  })
}

function whole(open: Open): void {
  test('bytes come back whole, in part, and with their digest', async (t) => {
    const { blobs } = await open(t)
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
    const put = await blobs.put(KEY, chunks([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), LIMIT)
    assert.deepEqual(put, { bytes: 200_000, sha256: createHash('sha256').update(bytes).digest('hex') })
    assert.deepEqual(await read(await blobs.open(KEY)), bytes)
    assert.deepEqual(await read(await blobs.open(KEY, { start: 5, end: 9 })), bytes.subarray(5, 10))
    assert.deepEqual(await read(await blobs.open(KEY, { start: 0, end: 0 })), bytes.subarray(0, 1))
  })
  test('the check sees the whole file before anyone else does', async (t) => {
    const { blobs } = await open(t)
    const check = async (path: string) => {
      assert.equal(await readFile(path, 'utf8'), 'new')
      await assert.rejects(blobs.open(KEY))
    }
    await blobs.put(KEY, chunks([Buffer.from('new')]), { ...LIMIT, check })
    assert.equal(String(await read(await blobs.open(KEY))), 'new')
  })
  test('a second put replaces the first at once', async (t) => {
    const { blobs, names } = await open(t)
    await blobs.put(KEY, chunks([Buffer.from('first')]), LIMIT)
    await blobs.put(KEY, chunks([Buffer.from('second')]), LIMIT)
    assert.equal(String(await read(await blobs.open(KEY))), 'second')
    assert.equal((await names()).length, 1)
  })
  test('a reader who leaves early harms nobody', async (t) => {
    const { blobs } = await open(t)
    await blobs.put(KEY, chunks([Buffer.alloc(500_000, 1)]), LIMIT)
    const reader = (await blobs.open(KEY)).getReader()
    await reader.read()
    await reader.cancel()
    assert.equal((await read(await blobs.open(KEY))).length, 500_000)
  })
}

function nothing(open: Open): void {
  const broken: [string, (blobs: Blobs) => Promise<unknown>][] = [
    ['a stream that breaks', (blobs) => blobs.put(KEY, chunks([Buffer.from('new')], new Error('cut')), LIMIT)],
    ['a file over the limit', (blobs) => blobs.put(KEY, chunks([Buffer.from('newer')]), { maxBytes: 4 })],
    ['a check that refuses', (blobs) => blobs.put(KEY, chunks([Buffer.from('new')]), { ...LIMIT, check: refuse })],
    [
      'a put that is called off',
      (blobs) => {
        const stop = new AbortController()
        const endless = new ReadableStream<Uint8Array>({ pull: (c) => (c.enqueue(Buffer.from('x')), stop.abort()) })
        return blobs.put(KEY, endless, { ...LIMIT, signal: stop.signal })
      },
    ],
  ]
  for (const [what, put] of broken) {
    test(`${what} leaves nothing`, async (t) => {
      const { blobs, names } = await open(t)
      await assert.rejects(put(blobs))
      assert.deepEqual(await names(), [])
      await assert.rejects(blobs.open(KEY))
    })
    test(`${what} leaves an older file as it was`, async (t) => {
      const { blobs, names } = await open(t)
      await blobs.put(KEY, chunks([Buffer.from('old')]), LIMIT)
      await assert.rejects(put(blobs))
      assert.equal(String(await read(await blobs.open(KEY))), 'old')
      assert.equal((await names()).length, 1)
    })
  }
}

function removal(open: Open): void {
  test('removing a folder removes what is below it and nothing beside it', async (t) => {
    const { blobs, names } = await open(t)
    await blobs.put(KEY, chunks([Buffer.from('a')]), LIMIT)
    await blobs.put('videos/video_a2/video.mp4', chunks([Buffer.from('b')]), LIMIT)
    await blobs.remove('videos/video_a')
    await blobs.remove('videos/video_a')
    assert.equal((await names()).length, 1)
    await assert.rejects(blobs.open(KEY))
  })
  test('only plain keys are taken', async (t) => {
    const { blobs } = await open(t)
    for (const key of ['', '/etc/x', '../x', 'a/../b', 'a//b', 'a/.x', 'a\\b', 'a b', 'a/\0', `a/${'x'.repeat(200)}`]) {
      await assert.rejects(blobs.put(key, chunks([]), LIMIT), /safe key/)
      await assert.rejects(blobs.open(key), /safe key/)
      await assert.rejects(blobs.remove(key), /safe key/)
    }
  })
}

const refuse = () => Promise.reject(new Error('refused'))

/** A stream of these chunks, ended by `failure` if there is one. */
export function chunks(parts: readonly Uint8Array[], failure?: Error): ReadableStream<Uint8Array> {
  const left = [...parts]
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else if (failure) controller.error(failure)
      else controller.close()
    },
  })
}

export async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
