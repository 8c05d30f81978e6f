/**
 * Fetches a URL that a client gave us. Nothing it may not reach is ever connected to, whatever names resolve to by then.
 * @throws UrlRefused when the URL, an address behind its name, or a redirect is not allowed. Anything else thrown: it was
 * tried and failed (no answer, broken TLS, out of time).
 */
export type GuardedFetch = (url: string, init: GuardedInit) => Promise<Fetched>

export interface GuardedInit {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  /** Chunks are asked for only once the connection stands: until the last one is taken, nobody can have the whole. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Of the answer's body, as sent (never decompressed). More errors the body, not the call. */
  readonly maxBytes: number
  /** For everything: name, connection, redirects and the whole body. */
  readonly timeoutMs: number
  /** How many to follow; with 0, and for POST and DELETE, a redirect is an answer like any other. */
  readonly redirects: 0 | 1 | 2 | 3
  readonly signal?: AbortSignal
}

export interface Fetched {
  readonly status: number
  readonly headers: Headers
  /** Read it to its end or cancel it: it holds the connection. */
  readonly body: ReadableStream<Uint8Array>
}

/**
 * The same judgement without connecting, for saying no when a URL is saved. A name that does not resolve passes: it may
 * later, and is judged again then. @throws UrlRefused
 */
export type CheckUrl = (url: string) => Promise<URL>

/** A URL that this server does not call. The message says why in words a client may read. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused'
}
