import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { inspectVideo } from '../../../media/inspect.ts'
import type { Engine, Handle, RenderRequest } from '../../../spec/engine.ts'
import type { MediaFacts } from '../../../spec/media.ts'
import type { Order, Reference } from '../../../spec/order.ts'
import type { JobFault } from '../../../spec/video.ts'
import { readAll } from '../../../spec/testing/engine-suite.ts'
import { createLocalEngine, type LocalEngineOptions } from '../engine.ts'
import { descendants, isRunning, type Process, until } from './processes.ts'

const PEOPLE = new URL('../../../../../test/fixtures/people/', import.meta.url)

/** Small and short: most of a render of this is the child's start. */
export const ORDER: Order = {
  prompt: 'Two friends walk along the beach at sunset',
  seconds: 1,
  width: 256,
  height: 256,
  quality: 'standard',
  references: [],
  seed: 1,
}

/** A photo named after the fixture whose bytes it has. */
export function reference(key: string, mediaType: Reference['mediaType']): Reference {
  return { key, mediaType, width: 512, height: 512, bytes: 1, sha256: '' }
}

export const TWO = [reference('hopper.jpg', 'image/jpeg'), reference('collins.png', 'image/png')]

export async function photo({ key }: Reference): Promise<ReadableStream<Uint8Array>> {
  return new Blob([await readFile(new URL(key, PEOPLE))]).stream()
}

export const linuxOnly = process.platform === 'linux' ? false : 'finds processes in /proc'

/** The processes below `parent`, once frames are on their way to ffmpeg. */
export function family(parent: number = process.pid): Promise<Process[]> {
  return until('child and ffmpeg run', 30_000, () => {
    const found = descendants(parent)
    return found.some(({ name }) => name.startsWith('ffmpeg')) ? found : undefined
  })
}

export async function allGone(processes: readonly Process[]): Promise<void> {
  await until('all are gone', 5000, () => processes.every(({ pid }) => !isRunning(pid)))
}

export interface Workshop {
  readonly folder: string
  /** What engines reported for the operator's log. */
  readonly problems: readonly Error[]
  readonly open: (options?: Partial<LocalEngineOptions>) => Engine
  /** A new key each time. */
  readonly request: (order?: Partial<Order>) => RenderRequest
  readonly folderOf: (request: RenderRequest) => string
  readonly inspect: (video: ReadableStream<Uint8Array>) => Promise<MediaFacts>
}

/** A folder, and engines that work in it; all are gone when the test file ends. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-local-'))
  const problems: Error[] = []
  const opened: Engine[] = []
  const report = (problem: Error): void => void problems.push(problem)
  let keys = 0
  after(async () => {
    await Promise.all(opened.map((engine) => engine.close()))
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return {
    folder,
    problems,
    open(options = {}) {
      const engine = createLocalEngine({ folder, ffmpeg: undefined, cores: 2, report, ...options })
      opened.push(engine)
      return engine
    },
    request: (order = {}) => ({ model: 'kinora-animatic', order: { ...ORDER, ...order }, key: `own-${keys++}`, photo }),
    folderOf: ({ key }) => join(folder, key),
    async inspect(video) {
      const path = join(folder, `inspected-${keys++}.mp4`)
      await writeFile(path, await readAll(video))
      return inspectVideo(path)
    },
  }
}

/** Polls until the render has failed, and gives what its owner reads. */
export async function failureOf(engine: Engine, handle: Handle): Promise<JobFault> {
  const report = await until('the render fails', 30_000, async () => {
    const report = await engine.poll(handle, AbortSignal.timeout(5000))
    return report.state === 'running' ? undefined : report
  })
  assert.ok(report.state === 'failed', report.state)
  assert.doesNotMatch(report.fault.message, /[/\\]|KINORA|node|SIG/, 'no paths and no machine talk')
  return report.fault
}
