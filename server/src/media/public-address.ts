import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { UrlRefused } from '../spec/guarded-fetch.ts'

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export interface Reach {
  /** Also this machine and its neighbours: only ever from the operator's configuration. */
  readonly allowPrivate: boolean
  readonly resolve?: Resolve
}

const PORTS = new Set(['', '80', '443', '8080', '8443'])
/** Names of this machine and of local networks (RFC 6761, 6762, 8375, and `.internal` reserved by ICANN in 2024). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|test|invalid|onion)$/
/** What an operator who allows private addresses means. Link-local stays out: clouds serve their credentials there. */
const PRIVATE = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'])
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3') // RFC 4291; ipaddr.js calls some of the rest unicast too

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address)

/** Everything that can be said of a URL before a name is looked up. @throws UrlRefused */
export function readUrl(text: string, { allowPrivate }: Reach, base?: URL): URL {
  if (text.length > 2048) throw new UrlRefused('The URL is longer than 2048 characters.')
  if (!URL.canParse(text, base?.href))
    throw new UrlRefused('This is not a whole URL. Use one like https://example.com/path.')
  const url = new URL(text, base)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new UrlRefused(`URLs with '${url.protocol}' are not called. Use https.`)
  if (url.username !== '' || url.password !== '') throw new UrlRefused('The URL must not hold a user name or password.')
  if (!allowPrivate && !PORTS.has(url.port))
    throw new UrlRefused(`Port ${url.port} is not called. Use 80, 443, 8080 or 8443.`)
  const literal = literalOf(url)
  if (literal !== undefined) judge([literal], allowPrivate)
  else if (!allowPrivate && isLocalName(url.hostname))
    throw new UrlRefused('The host is a name of a local network. Use a public one.')
  return url
}

/** The addresses of a name, if every one of them may be called. @throws UrlRefused, or what the resolver threw. */
export async function addressesOf(host: string, { allowPrivate, resolve = systemResolve }: Reach): Promise<string[]> {
  const found = await resolve(host)
  if (found.length === 0) throw new Error('The name has no address.')
  judge(found, allowPrivate)
  return [...found]
}

/** The address in a URL that names one. The URL parser has already made `127.1`, `0x7f.1` and the like plain. */
export function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return ipaddr.isValid(bare) ? bare : undefined
}

function isLocalName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return !name.includes('.') || LOCAL_NAME.test(name)
}

function judge(addresses: readonly string[], allowPrivate: boolean): void {
  if (addresses.every((address) => isReachable(address, allowPrivate))) return
  throw new UrlRefused(
    allowPrivate ? 'The host has an address that is never called.' : 'The host has an address that is not public.',
  )
}

function isReachable(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address) // an IPv4-mapped address is judged as the IPv4 address it reaches
  const range = ip.range()
  if (allowPrivate && PRIVATE.has(range)) return true
  return range === 'unicast' && (!(ip instanceof ipaddr.IPv6) || ip.match(GLOBAL_UNICAST))
}
