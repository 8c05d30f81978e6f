import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { resolveFfmpeg } from '../../media/ffmpeg.ts'
import { crashPoint } from '../../spec/crash-point.ts'
import type { Engine, Handle, Health, RenderRequest, Report } from '../../spec/engine.ts'
import { FFMPEG_MISSING } from './faults.ts'
import { ANIMATIC } from './offer.ts'
import { endedRender, type RunningRender, startProcess } from './render-process.ts'
import { savePhotos, saveSource } from './save-photos.ts'
import { findResult, removeFolder, sweep } from './shelf.ts'

export interface LocalEngineOptions {
  /** Its own folder: one folder per render inside. */
  readonly folder: string
  /** The configured ffmpeg; undefined: found on `searchPath`, else the bundled one. */
  readonly ffmpeg: string | undefined
  /** The environment's PATH. */
  readonly searchPath?: string | undefined
  /** Processor cores it may use. */
  readonly cores: number
  /** A render that shows no sign of life for this many milliseconds is ended. */
  readonly stallMs?: number
  /** Told what went wrong in technical words, for the operator's log; clients never see them. */
  readonly report?: (problem: Error) => void
}

/** The longest silence of a healthy render, a large photo on a busy machine, takes a tenth of this. */
const STALL_MS = 120_000
const ASK_AGAIN_MS = 300

// The key names a folder: nothing else may reach the file system through it.
const KeyHandle = z.object({ key: z.string().regex(/^[\w-]{1,200}$/) })

/** The renderer that comes with Kinora: no key, no GPU, no model. */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  return new LocalEngine(options)
}

class LocalEngine implements Engine {
  readonly name = 'local'
  readonly class = 'local'
  readonly slots: number
  readonly offers = [ANIMATIC]
  readonly #options: LocalEngineOptions
  readonly #renders = new Map<string, Promise<RunningRender>>()
  #swept: Promise<void> | undefined
  readonly #closing = new AbortController()

  constructor(options: LocalEngineOptions) {
    this.#options = options
    // Drawing and encoding one video keep two cores busy (media.md section 3).
    this.slots = Math.max(1, Math.floor(options.cores / 2))
  }

  async probe(): Promise<Health> {
    try {
      await import('@napi-rs/canvas')
    } catch {
      return { ready: false, reason: 'The drawing library @napi-rs/canvas does not load here: run npm install again.' }
    }
    try {
      await this.#findFfmpeg()
      return { ready: true }
    } catch (error) {
      return { ready: false, reason: error instanceof Error ? error.message : FFMPEG_MISSING.message }
    }
  }

  async start(request: RenderRequest, signal: AbortSignal): Promise<Handle> {
    signal.throwIfAborted()
    this.#closing.signal.throwIfAborted()
    const { key } = KeyHandle.parse({ key: request.key })
    let render = this.#renders.get(key)
    if (!render) {
      render = this.#begin(request, AbortSignal.any([signal, this.#closing.signal]))
      this.#renders.set(key, render)
    }
    try {
      await render
    } catch (error) {
      if (this.#renders.get(key) === render) this.#renders.delete(key)
      throw error
    }
    return { key }
  }

  async poll(handle: Handle): Promise<Report> {
    const { key } = KeyHandle.parse(handle)
    const progress = (await this.#renders.get(key))?.progress()
    if (progress?.state === 'running') crashPoint('C28')
    if (progress?.state === 'running') return { ...progress, askAgainMs: ASK_AGAIN_MS }
    if (progress?.state === 'failed') return progress
    const result = await findResult(this.#folderOf(key))
    return result ? { state: 'done', result } : { state: 'lost' }
  }

  async cancel(handle: Handle): Promise<void> {
    const { key } = KeyHandle.parse(handle)
    const render = await this.#renders.get(key)
    // Not forgotten before its release: `lost` would invite a second render of what nobody wants.
    if (render?.progress().state === 'running') render.cancel()
  }

  async release(handle: Handle): Promise<void> {
    const { key } = KeyHandle.parse(handle)
    const render = await this.#renders.get(key)
    this.#renders.delete(key)
    render?.cancel()
    await render?.gone
    await removeFolder(this.#folderOf(key))
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The built-in renderer is closed.'))
    await Promise.allSettled(
      [...this.#renders.values()].map(async (render) => {
        const running = await render
        running.cancel()
        await running.gone
      }),
    )
    this.#renders.clear()
  }

  async #begin(request: RenderRequest, signal: AbortSignal): Promise<RunningRender> {
    this.#swept ??= sweep(this.#options.folder, (name) => this.#renders.has(name), Date.now()).catch(
      (problem: unknown) => this.#report(problem),
    )
    await this.#swept
    const resultFolder = this.#folderOf(request.key)
    if (await findResult(resultFolder)) return endedRender({ state: 'done' })
    // Whatever an earlier process left half done.
    await removeFolder(resultFolder)
    const ffmpeg = await this.#findFfmpeg().catch((problem: unknown) => this.#report(problem))
    if (!ffmpeg) return endedRender({ state: 'failed', fault: FFMPEG_MISSING, costUsdMicros: 0 })
    // Named anew each time: a child of a dead process, dying a moment later than it, must not write into ours.
    const workFolder = join(resultFolder, `part-${randomUUID()}`)
    try {
      // Photos of people: for this server's user only.
      await mkdir(workFolder, { recursive: true, mode: 0o700 })
      const photos = await savePhotos(request, workFolder, signal)
      const source = await saveSource(request, workFolder, signal)
      signal.throwIfAborted()
      const { references: _, ...order } = request.order
      const task = { order, photos, workFolder, resultFolder, ffmpeg: ffmpeg.path, ...source }
      const stallMs = this.#options.stallMs ?? STALL_MS
      const render = await startProcess(task, stallMs, (problem) => this.#report(problem))
      return { ...render, gone: render.gone.then(() => this.#tidy(render, workFolder, resultFolder)) }
    } catch (error) {
      await removeFolder(resultFolder)
      throw error
    }
  }

  async #tidy(render: RunningRender, workFolder: string, resultFolder: string): Promise<void> {
    const folder = render.progress().state === 'done' ? workFolder : resultFolder
    await removeFolder(folder).catch((problem: unknown) => this.#report(problem))
  }

  #findFfmpeg() {
    return resolveFfmpeg(this.#options.ffmpeg, this.#options.searchPath)
  }

  #report(problem: unknown): undefined {
    this.#options.report?.(problem instanceof Error ? problem : new Error(String(problem)))
  }

  #folderOf(key: string): string {
    return join(this.#options.folder, key)
  }
}
