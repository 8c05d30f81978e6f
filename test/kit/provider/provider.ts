import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Account, type Render } from './account.ts'
import { sendContent, sendFile, sendStill } from './content.ts'
import { errorBody, faultIn, json, REFUSALS, spoilAnswer, type Fault } from './faults.ts'
import { film } from './films.ts'
import { listen, shut } from './listener.ts'
import { readOrder, take } from './orders.ts'
import { selfSigned } from './self-signed.ts'
import { spoilStatus, wire } from './status.ts'

export interface ProviderOptions {
  /** The key it asks for. */
  readonly key?: string
  /** Whether the same `Idempotency-Key` is the same render. */
  readonly dedupes?: boolean
  /** The question, counted from 1, that finds the render finished. */
  readonly readyAt?: number
  readonly usdMicrosPerSecond?: number
  /** With a certificate that nobody vouches for. */
  readonly badTls?: boolean
}

/** What reached one of its two doors, for what must never be there. */
export interface Seen {
  readonly door: 'api' | 'elsewhere'
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/**
 * A hosted provider that speaks the Videos API over real HTTP on 127.0.0.1, and can do every fault U1 to U40: chosen by
 * `[fault:U3]` in the prompt, or by `next`. Its account outlives any restart of its clients.
 */
export class Provider {
  readonly account = new Account()
  readonly seen: Seen[] = []
  /** Faults of the next orders that name none, one each: `U3`, `U13x2`. */
  readonly next: string[] = []
  readonly #options: Required<ProviderOptions>
  #server: Server | undefined
  #other: Server | undefined
  #port = 0
  #otherPort = 0
  #last: Render | undefined
  constructor(options: ProviderOptions = {}) {
    const usual = { key: 'sk-provider-test', dedupes: true, readyAt: 2, usdMicrosPerSecond: 100_000, badTls: false }
    this.#options = { ...usual, ...options }
  }

  get url(): string {
    return `${this.#options.badTls ? 'https' : 'http'}://127.0.0.1:${this.#port}/v1`
  }

  get key(): string {
    return this.#options.key
  }

  /** Another origin: its files need no key, and must get none. */
  get elsewhere(): string {
    return `http://127.0.0.1:${this.#otherPort}`
  }

  async open(): Promise<this> {
    const answer = (req: IncomingMessage, res: ServerResponse) => void this.#answer(req, res).catch(() => res.destroy())
    const other = (req: IncomingMessage, res: ServerResponse) =>
      void this.#elsewhere(req, res).catch(() => res.destroy())
    this.#server = this.#options.badTls ? createTlsServer(selfSigned(), answer) : createServer(answer)
    this.#port = await listen(this.#server, this.#port)
    if (!this.#other) {
      this.#other = createServer(other)
      this.#otherPort = await listen(this.#other, 0)
    }
    return this
  }

  /** U1: nobody is there, until it is opened again on the same port. */
  async refuse(): Promise<void> {
    await shut(this.#server)
    this.#server = undefined
  }

  /** U39: it was restarted and knows nothing any more; what it charged stays charged. */
  forget(): void {
    for (const render of this.account.renders.values()) render.deleted = true
  }

  async close(): Promise<void> {
    await Promise.all([shut(this.#server), shut(this.#other)])
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', 'http://x')
    const method = req.method ?? 'GET'
    this.seen.push({ door: 'api', method, path: req.url ?? '/', headers: req.headers })
    if (req.headers.authorization !== `Bearer ${this.#options.key}`)
      return json(res, 401, errorBody('Incorrect API key provided.', 'invalid_api_key'))
    const [, id = '', rest = ''] = /^\/v1\/videos\/([^/]+)(\/content|\/cancel)?$/.exec(pathname) ?? []
    if (pathname === '/v1/models') return json(res, 200, { object: 'list', data: [] })
    if (pathname === '/v1/videos' && method === 'POST') return this.#create(req, res)
    if (pathname === '/v1/videos' && method === 'GET') return this.#list(new URL(req.url ?? '/', 'http://x'), res)
    const render = this.account.renders.get(decodeURIComponent(id))
    if (!render || render.deleted) return json(res, 404, errorBody(`No video with id ${id}.`))
    if (rest === '/content') return this.#content(req, render, res)
    if (render.fault === 'U21c' && method !== 'GET') return json(res, 503, errorBody('Busy.'))
    if (rest === '/cancel') return this.#cancel(render, res)
    if (method === 'DELETE') return this.#delete(render, res)
    return this.#status(render, res)
  }

  async #create(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const order = await readOrder(req)
    const times = this.account.arrived(order.key)
    const fault = this.#faultOf(order.prompt)
    const code = fault && times <= fault.times ? fault.code : ''
    if (code === 'U14') return void res.writeHead(307, { location: `${this.elsewhere}/v1/videos` }).end()
    const refusal = REFUSALS[code]
    if (refusal) return json(res, ...refusal)
    if (code === 'U3n') return void res.socket?.resetAndDestroy() // the same as U3, but not taken
    const known = this.#options.dedupes && order.key !== null ? this.account.ofKey(order.key) : undefined
    const before = this.#last
    const render = known ?? take(this.account, order, fault?.code ?? '', this.#options.usdMicrosPerSecond)
    this.#last = render
    const answered = code === 'U7' && before ? before : render
    if (!spoilAnswer(code, res, wire(answered))) json(res, 200, wire(answered))
  }

  #faultOf(prompt: string): Fault | undefined {
    const named = faultIn(prompt)
    const planned = named ? undefined : this.next.shift()
    return named ?? (planned === undefined ? undefined : faultIn(`[fault:${planned}]`))
  }

  async #status(render: Render, res: ServerResponse): Promise<void> {
    const done = this.account.polling(render.id)
    res.on('close', done)
    render.polls += 1
    if (render.status === 'queued') render.status = 'in_progress'
    const stays = ['U16', 'U22', 'U34', 'U36', 'U39', 'U20'].includes(render.fault) && render.polls < 7
    const failed = render.fault === 'U40g' || render.fault === 'U40h'
    if (render.status === 'in_progress' && failed) Object.assign(render, { status: 'failed', chargedUsdMicros: 0 })
    const ready = render.polls >= this.#options.readyAt || render.fault === 'U18'
    if (render.status === 'in_progress' && ready && !stays && render.fault !== 'U22') render.status = 'completed'
    if (!spoilStatus(render, res, this.elsewhere)) json(res, 200, wire(render))
  }

  async #content(req: IncomingMessage, render: Render, res: ServerResponse): Promise<void> {
    if (render.status !== 'completed') return json(res, 404, errorBody('Not ready. Use the status endpoint.'))
    const variant = new URL(req.url ?? '/', 'http://x').searchParams.get('variant') ?? 'video'
    if (variant !== 'video') return sendStill(render, variant, res)
    await sendContent(render, faultIn(render.prompt)?.times ?? Infinity, this.elsewhere, res)
  }

  #list(url: URL, res: ServerResponse): void {
    const limit = Number(url.searchParams.get('limit') ?? 20)
    const all = [...this.account.renders.values()].filter(({ deleted }) => !deleted).toReversed()
    const after = all.findIndex(({ id }) => id === url.searchParams.get('after')) + 1
    const data = all.slice(after, after + limit).map(wire)
    const [first_id, last_id] = [data[0]?.id ?? null, data.at(-1)?.id ?? null]
    json(res, 200, { object: 'list', data, first_id, last_id, has_more: after + limit < all.length })
  }

  #cancel(render: Render, res: ServerResponse): void {
    this.account.cancels += 1
    const running = render.status === 'queued' || render.status === 'in_progress'
    if (render.fault === 'U32') render.status = 'completed' // it was through already: what was charged stays
    else if (running) Object.assign(render, { status: 'cancelled', chargedUsdMicros: 0 })
    json(res, 200, wire(render))
  }

  #delete(render: Render, res: ServerResponse): void {
    this.account.deletes += 1
    if (render.status === 'queued' || render.status === 'in_progress')
      Object.assign(render, { status: 'cancelled', chargedUsdMicros: 0 })
    render.deleted = true
    json(res, 200, { id: render.id, object: 'video.deleted', deleted: true })
  }

  async #elsewhere(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.seen.push({ door: 'elsewhere', method: req.method ?? 'GET', path: req.url ?? '/', headers: req.headers })
    const [, id = ''] = /^\/files\/([^?]+)/.exec(req.url ?? '') ?? []
    const render = this.account.renders.get(id)
    if (!render) return json(res, 404, errorBody('No such file.'))
    render.downloads += 1
    // U29: the first link has run out by the time it is used.
    if (render.fault === 'U29' && render.downloads === 1) return json(res, 403, { message: 'Request has expired' })
    sendFile(res, await film(render))
  }
}
