import sharp from 'sharp'
import { move, type JobIn } from '../../server/src/spec/job.ts'
import { readSize } from '../../server/src/spec/size.ts'
import type { Rows } from '../../server/src/spec/store.ts'
import type { JobFaultCode } from '../../server/src/spec/video.ts'
import { exampleJob, exampleOrder } from '../../server/src/spec/testing/example-job.ts'
import { openStore, type OpenStore } from '../../server/src/store/open-store.ts'

const SIZES = ['1024x1808', '1280x720', '720x1280', '1024x1024', '1808x1024'] as const
const SCENES = [
  ['A beach at sunset, the wind comes off the sea', '#ff8d5c', '#4a2348'],
  ['A neon city at night, light rain', '#3a1a6b', '#12c2c2'],
  ['The mountains at dawn, first snow', '#9fc6e8', '#2b3f63'],
  ['A forest in the fog, slow steps', '#28492f', '#c9d8a5'],
  ['Space, the earth behind them', '#05060f', '#2a6fdb'],
  ['The last dance in a ballroom', '#5a2a16', '#f2c27b'],
] as const
const FAULTS: readonly JobFaultCode[] = ['engine_error', 'moderation_blocked', 'engine_timeout']

/** Writes this many ended videos into a data folder, newest first, about a dozen a day, before a server opens it. */
export async function seedVideos(folder: string, count: number): Promise<void> {
  const rooms = await openStore({ folder, now: Date.now })
  const pictures = await Promise.all(SIZES.flatMap((size) => SCENES.map((scene) => paint(size, scene))))
  for (let from = 0; from < count; from += 250) {
    const numbers = Array.from({ length: Math.min(250, count - from) }, (_, at) => from + at)
    const keys = await Promise.all(numbers.map((n) => keepPicture(rooms, n, pictures)))
    await rooms.store.transact(async (rows) => {
      for (const [at, n] of numbers.entries()) await insert(rows, n, keys[at])
    })
  }
  await rooms.close()
}

type Put = Awaited<ReturnType<typeof keepPicture>>

export const seededId = (n: number): string => `video_${n.toString(16).padStart(48, '0')}`
const fails = (n: number): boolean => n % 25 === 7
const shapeAt = (n: number): number => (n * 7 + Math.floor(n / 5)) % SIZES.length

async function insert(rows: Rows, n: number, put: Put): Promise<void> {
  const id = seededId(n)
  const createdAtMs = Date.now() - n * 7_000_000
  const { width, height } = readSize(SIZES[shapeAt(n)] ?? '') ?? { width: 720, height: 1280 }
  const [prompt = ''] = SCENES[n % SCENES.length] ?? []
  const order = { ...exampleOrder, prompt: `${prompt}. Take ${n}.`, width, height, seconds: 4 + (n % 3) * 4 }
  const job: JobIn<'queued'> = exampleJob(id, {
    owner: 'default',
    engine: 'local',
    engineModel: 'kinora-animatic',
    createdAtMs,
    order,
  })
  const submitting = move(job, 'submitting', { attempt: 1 })
  const running = move(submitting, 'running', { startedAtMs: createdAtMs })
  await rows.insertJob(job)
  await rows.moveJob(job, submitting)
  await rows.moveJob(submitting, running)
  const endedAtMs = createdAtMs + 9_000
  if (put === undefined) {
    const fault = { code: FAULTS[n % FAULTS.length] ?? 'engine_error', message: 'The engine said no.' }
    await rows.moveJob(running, move(running, 'failed', { fault, finalUsdMicros: 0, endedAtMs }))
    return
  }
  const storing = move(running, 'storing')
  await rows.moveJob(running, storing)
  await rows.moveJob(storing, move(storing, 'completed', { finalUsdMicros: 0, endedAtMs }))
  await rows.insertAsset({
    jobId: id,
    kind: 'thumbnail',
    position: 0,
    mediaType: 'image/webp',
    createdAtMs,
    ...put,
  })
}

async function keepPicture({ blobs }: OpenStore, n: number, pictures: readonly Buffer[]) {
  const bytes = pictures[shapeAt(n) * SCENES.length + (n % SCENES.length)]
  if (fails(n) || !bytes) return undefined
  const key = `videos/${seededId(n)}/thumbnail.webp`
  return { key, ...(await blobs.put(key, new Blob([new Uint8Array(bytes)]).stream(), { maxBytes: 1_000_000 })) }
}

/** A sky and a ground, at the size real thumbnails have. */
async function paint(size: string, [, sky, ground]: (typeof SCENES)[number]): Promise<Buffer> {
  const { width, height } = readSize(size) ?? { width: 720, height: 1280 }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${sky}"/><stop offset=".7" stop-color="${ground}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><circle cx="50%" cy="45%" r="12%" fill="#fff6" /></svg>`
  return sharp(Buffer.from(svg)).resize(540).webp({ quality: 80 }).toBuffer()
}
