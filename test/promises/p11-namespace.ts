/** Runs in a network namespace of its own, with private addresses on its loopback. Prints what was called. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createGuardedFetch } from '../../server/src/media/guarded-fetch.ts'

const V4 = ['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.2.1']
const V6 = ['fd00::1', 'fd00:ec2::254', '2001:db8::1', '64:ff9b::7f00:1', '2002:7f00:1::1']
/** Stands for a public address: here it leads to our own server, which may redirect. */
const PUBLIC = '93.184.216.34'

const ip = (...args: readonly string[]) => execFileSync('ip', args)
ip('link', 'set', 'lo', 'up')
for (const address of [...V4, PUBLIC]) ip('addr', 'add', `${address}/32`, 'dev', 'lo')
for (const address of V6) ip('-6', 'addr', 'add', `${address}/128`, 'dev', 'lo', 'nodad')

/** Which address was called. */
const hits: string[] = []
const server = createServer((request, response) => {
  const at = request.socket.localAddress?.replace(/^::ffff:/, '') ?? ''
  hits.push(at)
  const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to')
  if (at === PUBLIC && to !== null) response.writeHead(302, { location: to })
  response.end()
}).listen({ port: 80, host: '::', ipv6Only: false })
await once(server, 'listening')

const literals = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '0', '0.0.0.0', '10.1', '167772161']
literals.push('2852039166', '0xa9fea9fe', '[::1]', '[::]', '[::ffff:7f00:1]', '[::ffff:a9fe:a9fe]', '[::127.0.0.1]')
const addresses = [...literals, ...V4, ...V6.map((one) => `[${one}]`)]
const init = { maxBytes: 1024, timeoutMs: 3_000, redirects: 3 } as const
const resolveTo = (...lists: readonly (readonly string[])[]) => {
  let asked = 0
  return async () => lists[Math.min(asked++, lists.length - 1)] ?? []
}

type Try = readonly [url: string, resolve: () => Promise<readonly string[]>]
const nobody = resolveTo([PUBLIC])
const tries: Try[] = [
  ...addresses.map((one): Try => [`http://${one}/`, nobody]),
  ...addresses.map((one): Try => [`http://${PUBLIC}/?to=${encodeURIComponent(`http://${one}/`)}`, nobody]),
  ...[...V4, ...V6, '127.0.0.1', '::1'].map((one): Try => ['http://rebound.example.com/', resolveTo([one])]),
  ...[...V4, ...V6, '127.0.0.1', '::1'].map((one): Try => [
    `http://rebound.example.com/?to=${encodeURIComponent('http://rebound.example.com/')}`,
    resolveTo([PUBLIC], [one]),
  ]),
  ...V4.map((one): Try => ['http://both.example.com/', resolveTo([PUBLIC, one])]),
]
let refused = 0
for (const [url, resolve] of tries)
  await createGuardedFetch({ allowPrivate: false, resolve })(url, init).then(
    (answer) => answer.body.cancel(),
    () => void (refused += 1),
  )
// The namespace is not simply deaf: the operator's own permission reaches the same addresses.
const before = hits.filter((at) => at !== PUBLIC).length
await createGuardedFetch({ allowPrivate: true })('http://10.0.0.1/', init).then((answer) => answer.body.cancel())
const allowed = hits.filter((at) => at !== PUBLIC).length - before
console.log(
  JSON.stringify({
    tries: tries.length,
    refused,
    hits: before,
    allowed,
    redirects: hits.filter((at) => at === PUBLIC).length,
  }),
)
process.exit(0)
