import { createGuardedFetch } from '../../media/guarded-fetch.ts'
import type { Engine, Handle, Health, RenderRequest, Report } from '../../spec/engine.ts'
import { NotStarted, Refused } from '../../spec/engine-errors.ts'
import { Fault } from '../../spec/fault.ts'
import { asText, idIn, readAnswer, stateOf } from './answer.ts'
import { DIALECTS } from './dialects.ts'
import type { Dialect } from './dialects.ts'
import { findByReference } from './find.ts'
import { CALL_LIMITS, RenderHandle } from './options.ts'
import type { Server, VideosApiOptions } from './options.ts'
import { preparePictures } from './pictures.ts'
import type { Pictures } from './pictures.ts'
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

const pathOf = ({ id }: RenderHandle) => `/videos/${encodeURIComponent(id)}`
const not = (reason: string): Health => ({ ready: false, reason })

class VideosApiEngine implements Engine {
  readonly name
  readonly class
  readonly slots
  readonly offers
  readonly #server: Server
  readonly #memory = new RenderMemory()
  readonly #closing = new AbortController()
  constructor(options: VideosApiOptions) {
    this.name = options.name
    this.class = options.class
    this.slots = options.slots
    this.offers = options.offers
    const accept = { accept: 'application/json, video/*, image/*' }
    this.#server = {
      ...options,
      dialect: DIALECTS[options.dialect],
      limits: { ...CALL_LIMITS, ...options.limits },
      // The operator named this host, so it may stand in his own network.
      own: createGuardedFetch({ allowPrivate: true }),
      headers: options.key === undefined ? accept : { ...accept, authorization: `Bearer ${options.key}` },
      alarm: (what) => options.report(new Error(`The server of the engine "${options.name}" ${what}.`)),
    }
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
    const pictures = await this.#prepare(request, signal)
    try {
      const id = await submit(this.#server, request, pictures.files, signal)
      this.#claim(id, request.key)
      const warnings = [...pictures.warnings]
      return { id, model: request.model, warnings } satisfies RenderHandle
    } finally {
      await pictures.remove()
    }
  }

  /** Nothing was sent yet, whatever goes wrong here. */
  async #prepare(request: RenderRequest, signal: AbortSignal): Promise<Pictures> {
    try {
      signal.throwIfAborted()
      return await preparePictures(request, this.#server.dialect, this.#server)
    } catch (cause) {
      if (cause instanceof Fault) throw new Refused({ code: 'invalid_reference', message: cause.message }, { cause })
      throw new NotStarted('The order could not be prepared.', { cause })
    }
  }

  /** Two jobs must never share one film: the second would show the first one's people. */
  #claim(id: string, key: string): void {
    if (this.#memory.claim(id, key)) return
    this.#server.alarm('named a render for one order that it had named for another')
    throw new Error('The server named a render that belongs to another order.')
  }

  async poll(handle: Handle, signal: AbortSignal): Promise<Report> {
    const render = RenderHandle.parse(handle)
    const { status, body } = await this.#ask('GET', pathOf(render), signal)
    const state = stateOf(body?.['status'])
    // Some answer a failed render with 4xx and the job in it (videos-api.md 9.2, rule 4). Without its name in it, "error" is
    // said of the question.
    if (status >= 300 && !(state === 'failed' && idIn(body) === render.id)) {
      // An HTML page says that somebody in between does not know, not that the render is gone.
      if ((status === 404 || status === 410) && body) return { state: 'lost' }
      throw new Error(`Asking was answered with HTTP ${status}.`)
    }
    if (!body) throw new Error('The answer about a render is no JSON object.')
    if (state === 'failed' || state === 'cancelled') return failedReport(this.#server, body, state)
    if (state === 'gone') return { state: 'lost' }
    if (state === 'completed') return doneReport(this.#server, render, body)
    if (state === undefined) {
      const word = asText(body['status']).slice(0, 100)
      this.#memory.onceOnly(word, () => this.#server.alarm('says an unknown status'))
    }
    const { progress } = body
    const known = typeof progress === 'number' && Number.isFinite(progress)
    const share = known ? { progress: Math.min(1, Math.max(0, progress / 100)) } : {}
    return { state: 'running', ...share, askAgainMs: this.#server.askAgainMs ?? this.#server.dialect.askAgainMs }
  }

  async stopRender(handle: Handle, how: 'post' | 'delete'): Promise<void> {
    const path = pathOf(RenderHandle.parse(handle))
    const { signal } = this.#closing
    const { status } = await (how === 'post'
      ? this.#ask('POST', `${path}/cancel`, signal)
      : this.#ask('DELETE', path, signal))
    // Over already, or unknown: nothing is left to stop.
    if (status >= 300 && ![400, 404, 409, 410].includes(status))
      throw new Error(`Stopping a render was answered with HTTP ${status}.`)
  }

  async findRender(
    key: string,
    sinceMs: number,
    signal: AbortSignal,
  ): Promise<{ handle: Handle } | 'absent' | undefined> {
    const ask = (path: string) => this.#ask('GET', path, signal)
    const found = await findByReference({ ask, field: this.#server.referenceField ?? '', key })
    if (found === undefined || found === 'absent') return found
    this.#claim(found.id, key)
    const handle = { id: found.id, model: found.model, warnings: [] } satisfies RenderHandle
    return { handle }
  }

  /** What they keep of people is not to outlive its use; where it does, the operator should know. */
  async release(handle: Handle): Promise<void> {
    const { status } = await this.#ask('DELETE', pathOf(RenderHandle.parse(handle)), this.#closing.signal)
    if (status >= 300 && status !== 404 && status !== 410)
      throw new Error(`Removing a render was answered with HTTP ${status}.`)
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error(`The engine "${this.name}" is closed.`))
  }

  async #ask(method: 'GET' | 'POST' | 'DELETE', path: string, signal: AbortSignal, timeoutMs?: number) {
    const { url, own, headers, limits } = this.#server
    const init = {
      method,
      headers,
      maxBytes: limits.answerBytes,
      timeoutMs: timeoutMs ?? limits.askMs,
      redirects: 0,
    } as const
    return readAnswer(await own(`${url}${path}`, { ...init, signal: this.#until(signal) }))
  }

  #until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closing.signal])
  }
}
