import { createGuardedFetch } from '../../media/guarded-fetch.ts'
import type { Engine, Handle, Health, RenderRequest, Report } from '../../spec/engine.ts'
import type { GuardedFetch } from '../../spec/guarded-fetch.ts'
import { readAnswer, stateOf } from './answer.ts'
import { DIALECTS } from './dialects.ts'
import type { Dialect } from './dialects.ts'
import { findByReference } from './find.ts'
import { CALL_LIMITS, RenderHandle } from './options.ts'
import type { CallLimits, VideosApiOptions } from './options.ts'
import { preparePictures } from './pictures.ts'
import { RenderMemory } from './render-memory.ts'
import { doneReport, failedReport } from './report.ts'
import { submit } from './submit.ts'

/** A client of any server that speaks the Videos API. */
export function createVideosApiEngine(options: VideosApiOptions): Engine {
  const engine = new VideosApiEngine(options)
  // What a server cannot do is absent, not tried.
  const { cancel } = DIALECTS[options.dialect] as Dialect
  return Object.assign(engine, {
    ...(cancel && { cancel: (handle: Handle) => engine.stopRender(handle, cancel) }),
    ...(options.class === 'findable' && { find: engine.findRender.bind(engine) }),
  })
}

const not = (reason: string): Health => ({ ready: false, reason })

class VideosApiEngine implements Engine {
  readonly name
  readonly class
  readonly slots
  readonly offers
  readonly #options: VideosApiOptions
  readonly #dialect: Dialect
  readonly #limits: CallLimits
  readonly #memory = new RenderMemory()
  readonly #closing = new AbortController()
  // The operator named this host, so it may stand in his own network.
  readonly #own: GuardedFetch = createGuardedFetch({ allowPrivate: true })
  readonly #headers: Readonly<Record<string, string>>

  constructor(options: VideosApiOptions) {
    this.name = options.name
    this.class = options.class
    this.slots = options.slots
    this.offers = options.offers
    this.#options = options
    this.#dialect = DIALECTS[options.dialect]
    this.#limits = { ...CALL_LIMITS, ...options.limits }
    const accept = { accept: 'application/json, video/*, image/*' }
    this.#headers = options.key === undefined ? accept : { ...accept, authorization: `Bearer ${options.key}` }
  }

  async probe(signal: AbortSignal): Promise<Health> {
    try {
      const { status } = await this.#ask('GET', '/models', signal, 4_500)
      if (status === 401 || status === 403) return not(`The server of the engine "${this.name}" refuses its key.`)
      // Not every server has the route; whoever answers at all may well take orders.
      if (status < 500) return { ready: true }
      return not(`The server of the engine "${this.name}" answers HTTP ${status}.`)
    } catch {
      return not(`The server of the engine "${this.name}" does not answer.`)
    }
  }

  start(request: RenderRequest, signal: AbortSignal): Promise<Handle> {
    return this.#memory.once(request.key, () => this.#start(request, signal))
  }

  async #start(request: RenderRequest, outer: AbortSignal): Promise<Handle> {
    const signal = this.#until(outer)
    signal.throwIfAborted()
    const pictures = await preparePictures(request, this.#dialect, this.#options)
    try {
      signal.throwIfAborted()
      const id = await submit({ ...this.#parts, fetch: this.#own }, request, pictures.files, signal)
      if (!this.#memory.claim(id, request.key)) {
        // Two jobs must never share one film: the second would show the first one's people.
        this.#alarm('named a render for one order that it had named for another')
        throw new Error('The server named a render that belongs to another order.')
      }
      const warnings = [...pictures.warnings]
      return { id, model: request.model, warnings } satisfies RenderHandle
    } finally {
      await pictures.remove()
    }
  }

  async poll(handle: Handle, signal: AbortSignal): Promise<Report> {
    const render = RenderHandle.parse(handle)
    const answer = await this.#ask('GET', `/videos/${encodeURIComponent(render.id)}`, signal)
    const state = stateOf(answer.body?.['status'])
    // Some answer a failed render with 4xx and the job in it (videos-api.md 9.2, rule 4).
    if (answer.status >= 300 && state !== 'failed') {
      // An HTML page says that somebody in between does not know, not that the render is gone.
      if ((answer.status === 404 || answer.status === 410) && answer.body) return { state: 'lost' }
      throw new Error(`Asking was answered with HTTP ${answer.status}.`)
    }
    if (!answer.body) throw new Error('The answer about a render is no JSON object.')
    if (state === 'failed' || state === 'cancelled') return failedReport(this.#parts, answer.body, state)
    if (state === 'gone') return { state: 'lost' }
    if (state === 'completed') return doneReport(this.#parts, this.#parts, render, answer.body)
    if (state === undefined)
      this.#memory.onceOnly(String(answer.body['status']), () => this.#alarm('says an unknown status'))
    const { progress } = answer.body
    const known = typeof progress === 'number' && Number.isFinite(progress)
    const share = known ? { progress: Math.min(1, Math.max(0, progress / 100)) } : {}
    return { state: 'running', ...share, askAgainMs: this.#options.askAgainMs ?? this.#dialect.askAgainMs }
  }

  async stopRender(handle: Handle, how: 'post' | 'delete'): Promise<void> {
    const { id } = RenderHandle.parse(handle)
    const path = `/videos/${encodeURIComponent(id)}`
    await (how === 'post'
      ? this.#ask('POST', `${path}/cancel`, this.#closing.signal)
      : this.#ask('DELETE', path, this.#closing.signal))
  }

  async findRender(
    key: string,
    sinceMs: number,
    signal: AbortSignal,
  ): Promise<{ handle: Handle } | 'absent' | undefined> {
    const ask = (path: string) => this.#ask('GET', path, signal)
    const found = await findByReference({ ask, field: this.#options.referenceField ?? '', key })
    if (found === undefined || found === 'absent') return found
    this.#memory.claim(found.id, key)
    const handle = { id: found.id, model: found.model, warnings: [] } satisfies RenderHandle
    return { handle }
  }

  /** What they keep of people is not to outlive its use. */
  async release(handle: Handle): Promise<void> {
    const { id } = RenderHandle.parse(handle)
    await this.#ask('DELETE', `/videos/${encodeURIComponent(id)}`, this.#closing.signal)
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error(`The engine "${this.name}" is closed.`))
  }

  /** All of ours that a report is made of. */
  get #parts() {
    const alarm = (what: string) => this.#alarm(what)
    return {
      ...this.#options,
      dialect: this.#dialect,
      limits: this.#limits,
      own: this.#own,
      headers: this.#headers,
      alarm,
    }
  }

  #alarm(what: string): void {
    this.#options.report(new Error(`The server of the engine "${this.name}" ${what}.`))
  }

  async #ask(method: 'GET' | 'POST' | 'DELETE', path: string, signal: AbortSignal, timeoutMs = this.#limits.askMs) {
    const maxBytes = this.#limits.answerBytes
    const init = {
      method,
      headers: this.#headers,
      maxBytes,
      timeoutMs,
      redirects: 0,
      signal: this.#until(signal),
    } as const
    return readAnswer(await this.#own(`${this.#options.url}${path}`, init))
  }

  #until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closing.signal])
  }
}
