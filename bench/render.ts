// How fast the embedded renderer is here: seconds of work per second of video, and what it needs for it.
// The baseline, ffmpeg fed with plain moving pictures in the same run, tells a slow machine from slow code.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalEngine } from '../server/src/engines/local/engine.ts'
import { synthesiseWav } from '../server/src/engines/local/music/synthesise.ts'
import { openEncoder } from '../server/src/media/encode.ts'
import { resolveFfmpeg } from '../server/src/media/ffmpeg.ts'
import type { Order, Reference } from '../server/src/spec/order.ts'
import { finish } from '../server/src/spec/testing/engine-suite.ts'
import { watchFamily } from './watch-family.ts'

const PEOPLE = new URL('../test/fixtures/people/', import.meta.url)
const FPS = 24
const CASES = [
  { seconds: 8, width: 720, height: 1280 },
  { seconds: 10, width: 1024, height: 1808 },
] as const

const folder = await mkdtemp(join(tmpdir(), 'kinora-bench-'))
try {
  for (const size of CASES) {
    const rendered = await measure(() => renderOnce(size))
    const plain = await measure(() => encodePlain(size))
    print(size, rendered, plain)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

type Size = Pick<Order, 'seconds' | 'width' | 'height'>
type Measured = Awaited<ReturnType<typeof measure>>

async function measure(work: () => Promise<void>) {
  const family = watchFamily(process.pid)
  const own = process.cpuUsage()
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(own)
  return { seconds, ownCpuMs: (user + system) / 1000, ...family.stop() }
}

async function renderOnce(size: Size): Promise<void> {
  const engine = createLocalEngine({ folder, ffmpeg: undefined, cores: availableParallelism() })
  const references = [reference('hopper.jpg', 'image/jpeg'), reference('collins.png', 'image/png')]
  const prompt = 'Two friends walk along the beach at sunset, waves roll in'
  const order: Order = { ...size, prompt, quality: 'standard', seed: 1, references }
  const signal = AbortSignal.timeout(300_000)
  const handle = await engine.start({ model: 'kinora-animatic', order, key: `bench-${size.width}`, photo }, signal)
  await finish(engine, handle, signal)
  await engine.close()
}

async function photo({ key }: Reference): Promise<ReadableStream<Uint8Array>> {
  return new Blob([await readFile(new URL(key, PEOPLE))]).stream()
}

function reference(key: string, mediaType: Reference['mediaType']): Reference {
  return { key, mediaType, width: 512, height: 512, bytes: 1, sha256: '' }
}

/** As many frames, cut from one tall gradient at a moving height: nothing is drawn, all is piped and encoded. */
async function encodePlain({ seconds, width, height }: Size): Promise<void> {
  const { path: ffmpeg } = await resolveFfmpeg(undefined)
  const audio = join(folder, 'plain.wav')
  await writeFile(
    audio,
    synthesiseWav({ seconds, seed: 1, mood: 'calm', setting: 'beach', weather: 'clear', cuts: [] }),
  )
  const frames = seconds * FPS
  const row = width * 4
  const tall = new Uint8Array(row * (height + frames)).map((_, i) => (i % 4 === 3 ? 255 : ((i % row) + i / row) >> 4))
  const output = join(folder, 'plain.mp4')
  const encoder = openEncoder({ ffmpeg, width, height, fps: FPS, quality: 'standard', audio, output })
  for (let i = 0; i < frames; i++) await encoder.write(tall.subarray(i * row, (i + height) * row))
  await encoder.finish()
}

function print({ seconds, width, height }: Size, rendered: Measured, plain: Measured): void {
  const frames = seconds * FPS
  const perFrame = (ms: number): string => (ms / frames).toFixed(1)
  const lines = [
    `${width}x${height}, ${seconds} s, two people`,
    `  ${(rendered.seconds / seconds).toFixed(2)} s of rendering per second of video (${rendered.seconds.toFixed(1)} s)`,
    `  ${perFrame(rendered.cpuMs)} CPU-ms a frame in all, of it ffmpeg ${perFrame(rendered.cpuMsOf('ffmpeg'))}`,
    `  ${Math.round(rendered.peakMib)} MiB at most, child and ffmpeg together`,
    `  ${(rendered.seconds / plain.seconds).toFixed(2)} times as long as plain encoding` +
      ` (${plain.seconds.toFixed(1)} s, ${perFrame(plain.cpuMs + plain.ownCpuMs)} CPU-ms a frame)`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
