import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openBench } from '../../../../test/kit/provider/bench.ts'
import { film } from '../../../../test/kit/provider/films.ts'
import { createGuardedFetch } from '../../media/guarded-fetch.ts'
import { readMark, xmpBox } from '../../media/provenance.ts'
import { markStream } from '../../media/mark-stream.ts'
import type { RenderResult } from '../../spec/engine.ts'
import { finish, readAll } from '../../spec/testing/engine-suite.ts'

const bench = await openBench()
after(() => bench.close())
const { provider } = bench
const signal = AbortSignal.timeout(60_000)
const size = { width: 128, height: 128, seconds: 1 }
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function resultUnder(fault: string, changes: Parameters<typeof bench.engine>[0] = {}): Promise<RenderResult> {
  const engine = bench.engine(changes)
  return finish(engine, await engine.start(bench.request(`A bridge [fault:${fault}]`), signal), signal)
}

/** What `keep` does: asks for the file up to so often. Gives the bytes, or the last error. */
async function fetchUpTo(times: number, result: RenderResult): Promise<Buffer | Error> {
  let last = new Error('never asked')
  for (let i = 0; i < times; i += 1)
    try {
      return await readAll(await result.video())
    } catch (thrown) {
      last = thrown as Error
    }
  return last
}

const elsewhereCalls = () => provider.seen.filter(({ door }) => door === 'elsewhere')

test('the file is what the server sent, and our mark after it', async () => {
  const original = await film(size)
  const got = await fetchUpTo(1, await resultUnder('U0'))
  assert.ok(Buffer.isBuffer(got))
  assert.equal(sha(got.subarray(0, original.length)), sha(original))
  const path = join(bench.folder, 'marked.mp4')
  await writeFile(path, got)
  assert.deepEqual(await readMark(path), {
    type: 'trainedAlgorithmicMedia',
    tool: 'Hosted through Kinora',
    title: 'AI video',
  })
  assert.equal((await bench.inspect(new Blob([new Uint8Array(got)]).stream())).seconds, 1)
})

test('a file that says itself how it was made stays as it is, byte for byte', async () => {
  const original = await film(size)
  const mark = { type: 'trainedAlgorithmicMedia', tool: 'Theirs', title: 'T' } as const
  const c2pa = Buffer.concat([
    Buffer.from('00000018', 'hex'),
    Buffer.from('uuid'),
    Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'),
  ])
  for (const box of [xmpBox(mark), c2pa]) {
    const theirs = Buffer.concat([original, box])
    // In pieces of every kind, so that a head is cut anywhere.
    for (const step of [1, 7, 4096, theirs.length]) {
      const pieces = async function* () {
        for (let at = 0; at < theirs.length; at += step) yield new Uint8Array(theirs.subarray(at, at + step))
      }
      const marked = await readAll(markStream(ReadableStream.from(pieces()), { ...mark, tool: 'Ours' }))
      assert.equal(sha(marked), sha(theirs))
    }
  }
})

test('U17: a file that is not there yet comes with a later question', async () => {
  const result = await resultUnder('U17')
  assert.ok((await fetchUpTo(3, result)) instanceof Error)
  assert.ok(Buffer.isBuffer(await fetchUpTo(1, result)))
})

test('U23: an address on another host is fetched without the key', async () => {
  const reachable = createGuardedFetch({ allowPrivate: true })
  const got = await fetchUpTo(1, await resultUnder('U23', { elsewhere: reachable }))
  assert.ok(Buffer.isBuffer(got), String(got))
  const calls = elsewhereCalls()
  assert.equal(calls.length, 1)
  assert.ok(!JSON.stringify(calls).includes(provider.key))
})

test('U24: a private address that the server names is not called', async () => {
  const before = elsewhereCalls().length
  const got = await fetchUpTo(5, await resultUnder('U24'))
  assert.match(String(got), /UrlRefused/)
  assert.equal(elsewhereCalls().length, before)
  assert.match(String(await fetchUpTo(1, await resultUnder('U24b'))), /address that is not public/)
})

test('U29: a link that has run out is replaced by the one that the next question brings', async () => {
  const elsewhere = createGuardedFetch({ allowPrivate: true })
  const engine = bench.engine({ elsewhere })
  const handle = await engine.start(bench.request('A bridge [fault:U29]'), signal)
  assert.ok((await fetchUpTo(1, await finish(engine, handle, signal))) instanceof Error)
  assert.ok(Buffer.isBuffer(await fetchUpTo(1, await finish(engine, handle, signal))))
  const links = elsewhereCalls().map(({ path }) => path)
  assert.equal(new Set(links.slice(-2)).size, 2)
})

test('U25: a file that is cut off is no file; asked for again, it is', async () => {
  for (const code of ['U25x2', 'U25bx2']) {
    const result = await resultUnder(code)
    assert.ok((await fetchUpTo(2, result)) instanceof Error, code)
    assert.ok(Buffer.isBuffer(await fetchUpTo(1, result)), code)
  }
})

test('U26: an endless file is given up at its cap', async () => {
  const got = await fetchUpTo(1, await resultUnder('U26', { limits: { videoBytes: 2_000_000 } }))
  assert.match(String(got), /larger than 2000000 bytes/)
})

test('U27: what is no video is refused by its first bytes', async () => {
  assert.match(String(await fetchUpTo(1, await resultUnder('U27'))), /no MP4/)
})

test('U27: a still that is no picture of its kind is refused by its first bytes', async () => {
  const result = await resultUnder('U27t')
  for (const kind of ['thumbnail', 'spritesheet'] as const)
    await assert.rejects(async () => readAll((await result[kind]?.()) ?? new ReadableStream()), /an HTML page, not a/)
})

test('U14: a redirect of the file to another host gets no key', async () => {
  const before = elsewhereCalls().length
  await fetchUpTo(1, await resultUnder('U14b', { elsewhere: createGuardedFetch({ allowPrivate: true }) }))
  const calls = elsewhereCalls().slice(before)
  assert.equal(calls.length, 1)
  assert.ok(!JSON.stringify(calls).includes(provider.key))
})

test('two people become one opening picture where a server takes one, and it is said', async () => {
  const people = ['hopper.jpg', 'collins.png'].map((name) =>
    readFileSync(new URL(`../../../../test/fixtures/people/${name}`, import.meta.url)),
  )
  const reference = { mediaType: 'image/png', width: 600, height: 600, sha256: '' } as const
  const references = people.map((bytes, i) => ({ ...reference, key: String(i), bytes: bytes.length }))
  const request = bench.request('Two people', { references })
  const photo = async ({ key }: { key: string }) => new Blob([new Uint8Array(people[Number(key)] ?? [])]).stream()
  for (const [dialect, pictures] of [
    ['kinora', 2],
    ['openai', 1],
  ] as const) {
    const engine = bench.engine({ dialect })
    const handle = await engine.start({ ...request, key: `two-${dialect}`, photo }, signal)
    const result = await finish(engine, handle, signal)
    assert.equal([...provider.account.renders.values()].at(-1)?.pictures.length, pictures)
    assert.equal(
      result.warnings.some((warning) => warning.includes('one opening picture')),
      pictures === 1,
    )
  }
})
