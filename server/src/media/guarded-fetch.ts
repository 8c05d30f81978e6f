import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { UrlRefused } from '../spec/guarded-fetch.ts'
import type { CheckUrl, Fetched, GuardedFetch, GuardedInit } from '../spec/guarded-fetch.ts'
import { addressesOf, literalOf, readUrl } from './public-address.ts'
import type { Reach } from './public-address.ts'

/** What may travel on to another origin; anything else might be a credential. */
const HARMLESS = new Set(['accept', 'user-agent'])
/** A name server that says nothing for so long does not know the name, as far as a check is concerned. */
const CHECK_MS = 5_000
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** The one way out to URLs that clients gave. `allowPrivate` comes from the operator's configuration alone. */
export function createGuardedFetch(reach: Reach): GuardedFetch {
  const agent = new Agent({
    // The addresses that were judged are the ones connected to: between a check and a fetch a name can change.
    connect: { lookup: guardedLookup(reach) },
    pipelining: 0, // a connection for each call, so that each is judged
    allowH2: false,
    maxHeaderSize: 16_384,
  })
  return async (text, init) => {
    const timeout = AbortSignal.timeout(init.timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    let url = readUrl(text, reach)
    let headers = init.headers ?? {}
    for (let followed = 0; ; followed += 1) {
      const response = await send(agent, url, { ...init, headers, signal })
      const location = response.headers.get('location')
      const asks = init.method !== 'POST' && init.method !== 'DELETE'
      const follow = init.redirects > 0 && asks && location !== null && REDIRECTS.has(response.status)
      if (!follow) return response
      await response.body.cancel()
      if (followed === init.redirects) throw new UrlRefused(`The URL redirects more than ${init.redirects} times.`)
      const next = readUrl(location, reach, url)
      if (url.protocol === 'https:' && next.protocol === 'http:')
        throw new UrlRefused('The URL redirects to plain http.')
      if (next.origin !== url.origin) headers = harmless(headers)
      url = next
    }
  }
}

export function createUrlCheck(reach: Reach): CheckUrl {
  return async (text) => {
    const url = readUrl(text, reach)
    if (literalOf(url) === undefined) {
      const known = addressesOf(url.hostname, reach).catch((thrown: unknown) => {
        if (thrown instanceof UrlRefused) throw thrown
      })
      await Promise.race([known, sleep(CHECK_MS, undefined, { ref: false })])
    }
    return url
  }
}

function guardedLookup(reach: Reach): LookupFunction {
  const answer = async (...[host, { all }, done]: Parameters<LookupFunction>): Promise<void> => {
    try {
      const found = await addressesOf(host, reach)
      const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      if (all) done(null, addresses)
      else done(null, addresses[0]?.address ?? '', addresses[0]?.family)
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)), [])
    }
  }
  return (...asked) => void answer(...asked)
}

async function send(agent: Agent, url: URL, init: GuardedInit & { readonly signal: AbortSignal }): Promise<Fetched> {
  const answer = await request(url, {
    dispatcher: agent,
    method: init.method ?? 'GET',
    headers: { 'accept-encoding': 'identity', ...init.headers },
    signal: init.signal,
    headersTimeout: init.timeoutMs,
    bodyTimeout: init.timeoutMs,
    // It takes any iterable of bytes, and reads none before the connection stands; its types know streams only.
    ...(init.body !== undefined && { body: init.body as Uint8Array }),
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  return { status: answer.statusCode, headers, body: capped(answer.body, init.maxBytes) }
}

/** Pulls only what its reader takes, and lets go of the connection when it has seen too much. */
function capped(source: Readable, maxBytes: number): ReadableStream<Uint8Array> {
  let seen = 0
  source.on('error', () => undefined) // told to the reader below; an unread body must not end the process
  const chunks = source.iterator({ destroyOnReturn: true }) as AsyncIterator<Uint8Array>
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done === true) return controller.close()
        seen += value.length
        if (seen <= maxBytes) return controller.enqueue(value)
        source.destroy()
        throw new Error(`The answer is larger than ${maxBytes} bytes.`)
      },
      cancel: () => void source.destroy(),
    },
    { highWaterMark: 0 },
  )
}

const harmless = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())))
