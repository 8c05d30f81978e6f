import { crashPoint } from '../../spec/crash-point.ts'
import type { RenderResult } from '../../spec/engine.ts'
import { move } from '../../spec/job.ts'
import type { JobIn } from '../../spec/job.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { MediaFacts } from '../../spec/media.ts'
import type { Order } from '../../spec/order.ts'
import type { Asset } from '../../spec/store.ts'
import { fail, releaseLast } from './end.ts'
import { STORE_MS } from './limits.ts'
import { alarmOvercharge, overchargeWarnings } from './overcharge.ts'
import { Question } from './question.ts'
import { isDiskFull } from '../thrown.ts'
import { backoffMs, capped, stopped } from '../timing.ts'
import { afterLost, handleOf } from './watch.ts'
import { LeaseLost, costAsSaid, costIfTaken, folderOf, settled } from './work.ts'
import type { Step, Work } from './work.ts'

const TRIES = 5
const ASK_MS = 30_000
const FETCH_MS = 900_000
/** Drawing stills, with the wait for those of other videos. */
const DRAW_MS = 300_000
const FULL_DISK_WAIT_MS = 10_000
/** The operator is told of every so manieth refusal of a full disk: once in ten minutes. */
const FULL_DISK_TOLD = 60

/** Brings the finished files home. Every try asks for the result anew: links age, and after a restart there is none. */
export async function keep(work: Work, job: JobIn<'storing'>, resumed: boolean): Step {
  const question = new Question(work, await handleOf(work, job))
  const { monotonic } = work.timing
  let full = 0
  let endMs = monotonic() + STORE_MS
  for (let tries = 1; ; tries += 1) {
    const triedAtMs = monotonic()
    try {
      const result = await resultOf(question)
      if (result === 'lost') return afterLost(work, job, resumed)
      const { assets, warnings } = await fetchAll(work, job, result, tries, endMs)
      crashPoint('C18')
      return await complete(work, job, { ...result, warnings: [...result.warnings, ...warnings] }, assets)
    } catch (thrown) {
      work.signal.throwIfAborted()
      if (thrown instanceof LeaseLost) throw thrown
      if (isDiskFull(thrown)) {
        if (full++ % FULL_DISK_TOLD === 0) work.onTrouble(thrown, job.id)
        tries -= 1
        await work.timing.wait(FULL_DISK_WAIT_MS, work.signal)
        endMs += monotonic() - triedAtMs
        continue
      }
      work.onTrouble(thrown, job.id)
      if (tries === TRIES || monotonic() >= endMs) return giveUp(work, job)
      await work.timing.wait(backoffMs(tries), work.signal)
    }
  }
}

async function resultOf(question: Question): Promise<RenderResult | 'lost'> {
  const report = await question.ask()
  if (report.state === 'done') return report.result
  if (report.state === 'lost') return 'lost'
  throw new Error(`The engine said done, and now says ${report.state}.`)
}

const FILES = {
  video: { name: 'video.mp4', mediaType: 'video/mp4', maxBytes: LIMITS.videoBytes },
  thumbnail: { name: 'thumbnail.webp', mediaType: 'image/webp', maxBytes: LIMITS.imageBytes },
  spritesheet: { name: 'spritesheet.jpg', mediaType: 'image/jpeg', maxBytes: LIMITS.imageBytes },
} as const
const STILLS = ['thumbnail', 'spritesheet'] as const

async function fetchAll(
  work: Work,
  job: JobIn<'storing'>,
  result: RenderResult,
  tries: number,
  endMs: number,
): Promise<{ assets: Asset[]; warnings: string[] }> {
  const warnings: string[] = []
  const check = async (path: string) => {
    const other = work.inspect && difference(await work.inspect(path), job.order)
    if (other === undefined) return
    // Our own renderer has a fault then. One that was paid for is kept, and its owner told what it is.
    if (work.engine.class === 'local') throw new Error(other)
    warnings.push(other)
  }
  const assets = [await fetchOne(work, job, 'video', endMs, () => result.video(), check)]
  for (const kind of STILLS) {
    crashPoint('C20')
    if (!result[kind]) continue
    try {
      assets.push(await fetchOne(work, job, kind, endMs, async () => result[kind]?.() ?? new ReadableStream()))
    } catch (thrown) {
      // A whole video is not thrown away for a missing still, nor fetched again from afar.
      if (isDiskFull(thrown) || (work.engine.class === 'local' && tries < TRIES)) throw thrown
      work.onTrouble(thrown, job.id)
    }
  }
  return { assets: [...assets, ...(await drawMissing(work, job, assets, endMs))], warnings }
}

/** Stills that the engine did not bring, made from the stored video. Whatever goes wrong here, the video is whole. */
async function drawMissing(
  work: Work,
  job: JobIn<'storing'>,
  assets: readonly Asset[],
  endMs: number,
): Promise<Asset[]> {
  const { stills, timing, signal } = work
  const missing = STILLS.filter((kind) => assets.every((asset) => asset.kind !== kind))
  const [video] = assets
  if (!stills || !video || missing.length === 0) return []
  const drawn: Asset[] = []
  try {
    const open = () => work.blobs.open(video.key)
    const leftMs = Math.max(0, Math.min(DRAW_MS, endMs - timing.monotonic()))
    const files = await capped(timing, leftMs, signal, (until) => stills.draw(open, until))
    for (const kind of missing)
      drawn.push(await fetchOne(work, job, kind, endMs, async () => new Blob([files[kind]]).stream()))
  } catch (thrown) {
    signal.throwIfAborted()
    work.onTrouble(thrown, job.id)
  }
  return drawn
}

async function fetchOne(
  work: Work,
  job: JobIn<'storing'>,
  kind: keyof typeof FILES,
  endMs: number,
  open: () => Promise<ReadableStream<Uint8Array>>,
  check: (path: string) => Promise<void> = async () => undefined,
): Promise<Asset> {
  const { name, mediaType, maxBytes } = FILES[kind]
  const key = `${folderOf(job.id)}/${name}`
  const bytes = await capped(work.timing, ASK_MS, work.signal, open)
  // Waited for to its end: a file that appeared after its job was deleted would stay for ever.
  const leftMs = Math.max(0, Math.min(FETCH_MS, endMs - work.timing.monotonic()))
  const put = await stopped(work.timing, leftMs, work.signal, (signal) =>
    work.blobs.put(key, bytes, { maxBytes, check, signal }),
  )
  if (put.bytes === 0) throw new Error(`The ${kind} is empty.`)
  return { jobId: job.id, kind, position: 0, key, ...put, mediaType, createdAtMs: work.timing.now() }
}

/** What a finished video is instead of what was ordered; undefined: it is just that. */
function difference(facts: MediaFacts, order: Order): string | undefined {
  const same = facts.width === order.width && facts.height === order.height
  if (same && Math.abs(facts.seconds - order.seconds) <= 0.25) return undefined
  const seen = `${facts.width}x${facts.height}, ${Math.round(facts.seconds * 100) / 100} s`
  return `The video is ${seen}; ordered was ${order.width}x${order.height}, ${order.seconds} s.`
}

async function complete(work: Work, job: JobIn<'storing'>, result: RenderResult, assets: Asset[]): Step {
  // A video that was made is paid for: what the engine does not say is what it was said to cost.
  const said = costAsSaid(job, result.costUsdMicros)
  const cost = said === 'unknown' ? job.estimateUsdMicros : said
  const completed = move(job, 'completed', {
    progress: 100,
    warnings: [...job.warnings, ...result.warnings, ...overchargeWarnings(job, cost)],
    ...settled(cost),
    endedAtMs: work.timing.now(),
  })
  await work.store.transact(async (rows) => {
    if (!(await rows.moveJob(job, completed))) throw new LeaseLost()
    for (const asset of assets) await rows.insertAsset(asset)
    crashPoint('C19')
    if (!(await work.queue.done(rows, work.claim))) throw new LeaseLost()
  })
  alarmOvercharge(work, job, cost)
  await releaseLast(work, job)
  return undefined
}

async function giveUp(work: Work, job: JobIn<'storing'>): Step {
  const message = `The engine "${job.engine}" finished, but its video could not be fetched whole and as ordered.`
  return fail(work, job, { fault: { code: 'engine_error', message }, cost: costIfTaken(job) })
}
