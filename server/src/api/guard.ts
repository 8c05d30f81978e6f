import type { IncomingHttpHeaders } from 'node:http'
import { Fault } from '../spec/fault.ts'

/** Names a browser may use for this server: exact `Host` values, and the origins its own pages have. */
export interface Names {
  readonly hosts: ReadonlySet<string>
  readonly origins: ReadonlySet<string>
}

/** Builds the allowed names. `port` is what the server really listens on. */
export function ownNames(addresses: readonly string[], port: number, publicUrl: URL | undefined): Names {
  const hosts = new Set<string>()
  for (const address of ['127.0.0.1', 'localhost', '[::1]', ...addresses]) {
    hosts.add(`${address}:${port}`)
    if (port === 80) hosts.add(address) // browsers leave the default port out
  }
  const origins = new Set([...hosts].map((host) => `http://${host}`))
  if (publicUrl) {
    hosts.add(publicUrl.host)
    origins.add(publicUrl.origin)
  }
  return { hosts, origins }
}

interface Asked {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** Every `Host` header as it came: Node's `headers` silently keeps only the first. */
  readonly hosts: readonly string[]
}

/**
 * Keeps web pages of other sites away from a local server (reliability.md rule 10): a page may not use it through the
 * visitor's browser, nor reach it under a name of its own that resolves here. SDKs send none of these headers but Host.
 * @throws Fault `invalid_host` or `origin_refused`.
 */
export function guard(asked: Asked, names: Names): void {
  const [host, ...more] = asked.hosts
  if (host === undefined || more.length > 0 || !names.hosts.has(host.toLowerCase())) {
    throw new Fault('invalid_host', `This server does not answer to the Host '${(host ?? '').slice(0, 200)}'.`)
  }
  const { origin } = asked.headers
  if (origin !== undefined && !names.origins.has(origin)) {
    throw new Fault('origin_refused', 'Pages of other sites may not use this server.')
  }
  const site = asked.headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin') return
  // `none` is a person typing the address. `same-site` is another port of this machine: cookies go there too.
  const typed = site === 'none' && asked.headers['sec-fetch-mode'] === 'navigate' && asked.method === 'GET'
  if (!typed) throw new Fault('origin_refused', 'Pages of other sites may not use this server.')
}
