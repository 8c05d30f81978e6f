import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { resolveFfmpeg } from '../../media/ffmpeg.ts'
import { readMark } from '../../media/provenance.ts'
import { readFrames } from '../../media/read-frames.ts'
import { writeTinyVideo } from '../../media/testing/tiny-video.ts'
import type { RenderRequest } from '../../spec/engine.ts'
import type { Order, Source } from '../../spec/order.ts'
import { finish, readAll } from '../../spec/testing/engine-suite.ts'
import { openWorkshop, ORDER, TWO } from './testing/workshop.ts'

const { folder, open, request, inspect } = await openWorkshop()
const signal = AbortSignal.timeout(120_000)
const FACTS = { key: 'videos/x/source.mp4', bytes: 1, sha256: '', extensions: 1 } as const

function from(source: Omit<Source, keyof typeof FACTS>, bytes: Buffer, changes: Partial<Order>): RenderRequest {
  const order = request({ ...changes, source: { ...FACTS, ...source } })
  return { ...order, source: async () => new Blob([new Uint8Array(bytes)]).stream() }
}

async function render(order: RenderRequest) {
  const engine = open()
  const result = await finish(engine, await engine.start(order, signal), signal)
  return { ...result, bytes: await readAll(await result.video()) }
}

/** Some frames of a video, as RGBA. */
async function frames(bytes: Buffer, wanted: number[]): Promise<Buffer[]> {
  const path = join(folder, 'seen.mp4')
  await writeFile(path, bytes)
  const { path: ffmpeg } = await resolveFfmpeg(undefined)
  const seen: Buffer[] = []
  const { width, height } = ORDER
  await readFrames({ ffmpeg, path, width, height }, wanted, (_, rgba) => seen.push(Buffer.from(rgba)))
  return seen
}

/** Mean difference of two frames, 0 to 255. */
function difference(a: Buffer = Buffer.alloc(0), b: Buffer = Buffer.alloc(0)): number {
  assert.equal(a.length, b.length)
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length
}

/** Bright pixels where the badge stands. */
function badge(frame: Buffer): number {
  let bright = 0
  for (let at = 0; at < ORDER.width * 22 * 4; at += 4) if (Math.min(...frame.subarray(at, at + 3)) > 150) bright++
  return bright
}

test('an extension is the old video, then the same people in a new scene, as one marked MP4', async () => {
  const first = await render(request({ references: TWO }))
  const extended = await render(
    from({ kind: 'extend', made: 'here', seconds: 1 }, first.bytes, {
      prompt: 'They dance in a snowy forest',
      references: TWO,
      seconds: 3,
    }),
  )
  const facts = await inspect(new Blob([new Uint8Array(extended.bytes)]).stream())
  assert.equal(Math.round(facts.seconds * 24), 72)
  assert.deepEqual([facts.width, facts.height, facts.audioCodec], [256, 256, 'aac'])
  const [old] = await frames(first.bytes, [12])
  const [same, next] = await frames(extended.bytes, [12, 48])
  assert.ok(difference(old, same) < 4, `old part differs by ${difference(old, same)}`)
  assert.ok(difference(old, next) > 12, `new part differs only by ${difference(old, next)}`)
  assert.ok(next && badge(next) > 50, `only ${next && badge(next)} bright pixels where the badge should be`)
  const path = join(folder, 'marked.mp4')
  await writeFile(path, extended.bytes)
  assert.equal((await readMark(path))?.type, 'composite')
  assert.ok((await readAll(await extended.spritesheet!())).length > 1000)
})

test('an uploaded video is extended in its own size, and what it lacks is held', async () => {
  const tiny = join(folder, 'tiny.mp4')
  await writeTinyVideo(tiny)
  const source = { kind: 'extend', made: 'elsewhere', seconds: 1 } as const
  const extended = await render(from(source, await readFile(tiny), { seconds: 2 }))
  const path = join(folder, 'marked.mp4')
  await writeFile(path, extended.bytes)
  assert.equal((await readMark(path))?.type, 'composite')
  const facts = await inspect(new Blob([new Uint8Array(extended.bytes)]).stream())
  assert.equal(Math.round(facts.seconds * 24), 48)
})

test('an edit of what it made is drawn anew', async () => {
  const edited = await render(from({ kind: 'edit', made: 'here', seconds: 1 }, Buffer.alloc(0), {}))
  const [frame] = await frames(edited.bytes, [12])
  assert.ok(frame)
})
