import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { openEncoder } from '../../media/encode.ts'
import { resolveFfmpeg } from '../../media/ffmpeg.ts'
import { inspectVideo } from '../../media/inspect.ts'
import { readMark } from '../../media/provenance.ts'
import { writeSound } from '../../media/stitch.ts'
import { writeFaceClip } from '../../media/testing/face-clip.ts'
import { TINY, writeTinyVideo, writeTone } from '../../media/testing/tiny-video.ts'
import { finish, readAll } from '../../spec/testing/engine-suite.ts'
import { failureOf, openWorkshop } from './testing/workshop.ts'

const { folder, open, request } = await openWorkshop()
const signal = AbortSignal.timeout(120_000)
const { path: ffmpeg } = await resolveFfmpeg(undefined)
const PEOPLE = new URL('../../../../test/fixtures/people/', import.meta.url)

/** An order to edit the film at `path`, which was uploaded. */
async function edit(path: string, size: { width: number; height: number }, seconds: number) {
  const facts = { key: 'videos/x/source.mp4', bytes: 1, sha256: '', extensions: 0, seconds } as const
  const source = { kind: 'edit', made: 'elsewhere', ...facts } as const
  const bytes = new Uint8Array(await readFile(path))
  const asked = request({ ...size, seconds, prompt: 'In a snowy forest', source })
  return { ...asked, source: async () => new Blob([bytes]).stream() }
}

async function render(...wish: Parameters<typeof edit>) {
  const engine = open()
  const result = await finish(engine, await engine.start(await edit(...wish), signal), signal)
  const path = join(folder, `edited-${wish[0].split('/').at(-1) ?? ''}`)
  await writeFile(path, await readAll(await result.video()))
  return { path, warnings: result.warnings }
}

/** Its sound, mono, from -1 to 1. */
async function soundOf(path: string, seconds: number): Promise<Float64Array> {
  const wav = `${path}.sound.wav`
  await writeSound({ ffmpeg, path, seconds }, wav)
  const bytes = await readFile(wav)
  const samples = bytes.subarray(bytes.indexOf('data') + 8)
  return Float64Array.from({ length: samples.length / 4 }, (_, i) => samples.readInt16LE(i * 4) / 32_768)
}

const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)

/** 1 where two sounds are the same but for their strength, about 0 where they have nothing to do with each other. */
function likeness(a: Float64Array, b: Float64Array): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

test('case 46: a film from elsewhere is edited: its person, size, length and sound, in a new scene', async () => {
  const film = join(folder, 'face.mp4')
  await writeFaceClip(film)
  const { path, warnings } = await render(film, { width: 320, height: 384 }, 2)
  assert.equal(warnings.length, 1, warnings.join('\n'))
  assert.match(warnings[0] ?? '', /kept: its size, length and sound, and the one person .* drawn anew/)
  const facts = await inspectVideo(path)
  assert.deepEqual([facts.width, facts.height, Math.round(facts.seconds * 24)], [320, 384, 48])
  assert.equal((await readMark(path))?.type, 'composite')
  const [before, after] = [await soundOf(film, 2), await soundOf(path, 2)]
  assert.ok(likeness(before, after) > 0.95, String(likeness(before, after)))
})

const half = (name: string) =>
  sharp(new URL(name, PEOPLE).pathname).resize(256, 320, { fit: 'cover', position: 'top' }).flatten().png().toBuffer()

test('case 46: two people of one frame are both shown', async () => {
  const size = { width: 512, height: 320 }
  const layers = [
    { input: await half('hopper.jpg'), left: 0, top: 0 },
    { input: await half('collins.png'), left: 256, top: 0 },
  ]
  const scene = sharp({ create: { ...size, channels: 4, background: '#000' } }).composite(layers)
  const [film, audio] = [join(folder, 'two.mp4'), join(folder, 'two.wav')]
  await writeTone(audio, 1)
  const encoder = openEncoder({ ...size, fps: 12, ffmpeg, quality: 'standard', audio, output: film })
  const frame = await scene.raw().toBuffer()
  for (let i = 0; i < 12; i++) await encoder.write(frame)
  await encoder.finish()
  const { warnings } = await render(film, size, 1)
  assert.match(warnings[0] ?? '', /the two people found/)
  assert.ok(!warnings.join().includes('framed print'), warnings.join('\n'))
})

test('case 46: a film without a face is shown as a still, and it is said; one that cannot be decoded fails', async () => {
  const film = join(folder, 'tiny.mp4')
  await writeTinyVideo(film)
  const { warnings } = await render(film, { width: 256, height: 256 }, Math.ceil(TINY.seconds))
  assert.equal(warnings.length, 1, warnings.join('\n'))
  assert.match(warnings[0] ?? '', /a still of it as a framed print, because no face was found/)
  const bytes = await readFile(film)
  const start = bytes.indexOf('mdat') + 4
  bytes.fill(0xff, start, start + 4000)
  const broken = join(folder, 'broken.mp4')
  await writeFile(broken, bytes)
  const engine = open()
  const fault = await failureOf(engine, await engine.start(await edit(broken, { width: 256, height: 256 }, 1), signal))
  assert.equal(fault.code, 'invalid_reference', fault.message)
})
