import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { UrlRefused } from '../spec/guarded-fetch.ts'
import { createGuardedFetch, createUrlCheck } from './guarded-fetch.ts'

const init = { maxBytes: 1024, timeoutMs: 5_000, redirects: 0 } as const
const nobody = async (): Promise<string[]> => assert.fail('a name was looked up')

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const LITERALS = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://127.255.255.254/',
  'http://①②⑦.0.0.1/',
  'http://127。0。0。1/',
  'http://%31%32%37.0.0.1/',
  'http://0/',
  'http://0.0.0.0/',
  'http://00000.0.0.0/',
  'http://0.1.2.3/',
  'http://10.0.0.1/',
  'http://10.1/',
  'http://0xa.0.0.1/',
  'http://167772161/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://3232235777/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b::808:808]/',
  'http://[64:ff9b:1::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[ff02::1]/',
  'http://[100::1]/',
  'http://[5f00::1]/',
  'http://[4000::1]/',
]
const NAMES = [
  'http://localhost/',
  'http://LOCALHOST./',
  'http://a.localhost/',
  'http://printer.local/',
  'http://metadata.google.internal/',
  'http://intranet/',
  'http://router.home.arpa/',
  'http://x.test/',
]
const SHAPES = [
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://example.com/',
  'data:text/plain,hi',
  'javascript:alert(1)',
  'unix:/run/docker.sock',
  '//example.com/',
  'example.com',
  '',
  'http://user@example.com/',
  'https://user:pass@example.com/',
  'https://example.com@127.0.0.1/',
  'http://example.com:22/',
  'http://example.com:6379/',
  'https://example.com:25/',
  `https://example.com/${'x'.repeat(2048)}`,
]

test(`${LITERALS.length + NAMES.length + SHAPES.length} spellings of what may not be called are refused before any name is looked up`, async () => {
  const call = createGuardedFetch({ allowPrivate: false, resolve: nobody })
  const check = createUrlCheck({ allowPrivate: false, resolve: nobody })
  for (const url of [...LITERALS, ...NAMES, ...SHAPES]) {
    await assert.rejects(call(url, init), UrlRefused, url)
    await assert.rejects(check(url), UrlRefused, url)
  }
})

test('a name is refused when any one of its addresses is not public', async () => {
  for (const addresses of [
    ['127.0.0.1'],
    ['93.184.216.34', '10.0.0.1'],
    ['::ffff:192.168.0.1'],
    ['2606:4700::1111', '::1'],
    ['not an address'],
  ]) {
    const reach = { allowPrivate: false, resolve: async () => addresses }
    await assert.rejects(createGuardedFetch(reach)('http://example.com/', init), UrlRefused, addresses.join())
    await assert.rejects(createUrlCheck(reach)('http://example.com/'), UrlRefused, addresses.join())
  }
})

test('public names pass the check, also one that does not resolve yet', async () => {
  const good = createUrlCheck({ allowPrivate: false, resolve: async () => ['93.184.216.34', '2606:4700::1111'] })
  assert.equal((await good('https://example.com:8443/hook')).port, '8443')
  assert.equal((await good('https://93.184.216.34/hook')).hostname, '93.184.216.34')
  const unknown = createUrlCheck({ allowPrivate: false, resolve: async () => Promise.reject(new Error('ENOTFOUND')) })
  await unknown('https://example.com/hook')
})

test('a name that changes after the check is judged again when connecting', async (t) => {
  const hits: string[] = []
  const url = await serve(t, (request, response) => (hits.push(request.url ?? ''), void response.end()))
  let asked = 0
  const resolve = async () => ((asked += 1) === 1 ? ['93.184.216.34'] : ['127.0.0.1'])
  const reach = { allowPrivate: false, resolve }
  const { port } = new URL(url)
  assert.equal(hits.length, 0)
  await createUrlCheck(reach)('http://rebind.example.com:8080/')
  await assert.rejects(createGuardedFetch(reach)('http://rebind.example.com:8080/', init), UrlRefused)
  assert.deepEqual([asked, hits.length, port === '8080'], [2, 0, false])
})

test('the operator may allow this machine; link-local, user info and other schemes stay refused', async (t) => {
  const url = await serve(t, (request, response) => void response.end(request.headers.host))
  const call = createGuardedFetch({ allowPrivate: true, resolve: async () => ['127.0.0.1'] })
  const { port } = new URL(url)
  const named = await call(`http://somewhere.example:${port}/`, init)
  assert.equal(await new Response(named.body).text(), `somewhere.example:${port}`)
  for (const refused of [
    'http://169.254.169.254/',
    'http://[fe80::1]/',
    'http://u@127.0.0.1/',
    'file:///x',
    'http://0.0.0.0/',
  ])
    await assert.rejects(call(refused, init), UrlRefused, refused)
})

const redirecting =
  (to: string, seen: IncomingMessage[] = [], status = 302): RequestListener =>
  (request, response: ServerResponse) => {
    seen.push(request)
    response.writeHead(status, { location: to }).end('moved')
  }

test('every redirect is judged, and at most as many as asked are followed', async (t) => {
  const call = createGuardedFetch({ allowPrivate: true })
  const toMetadata = await serve(t, redirecting('http://169.254.169.254/'))
  const toFile = await serve(t, redirecting('file:///etc/passwd'))
  const inCircles = await serve(t, redirecting('/again'))
  for (const url of [toMetadata, toFile, inCircles])
    await assert.rejects(call(url, { ...init, redirects: 3 }), UrlRefused, url)
  const answer = await call(toMetadata, init)
  assert.equal(answer.status, 302)
  await answer.body.cancel()
  const posted = await call(inCircles, { ...init, method: 'POST', body: 'x', redirects: 3 })
  assert.equal(posted.status, 302)
  await posted.body.cancel()
})

test('credentials go to their own origin only', async (t) => {
  const seen: IncomingMessage[] = []
  const second = await serve(t, (request, response) => (seen.push(request), void response.end('here')))
  const first = await serve(t, redirecting(`${second}/end`, seen))
  const call = createGuardedFetch({ allowPrivate: true })
  const headers = { Authorization: 'Bearer secret', Cookie: 'a=b', 'x-api-key': 'k', accept: 'image/*' }
  const answer = await call(first, { ...init, redirects: 1, headers })
  assert.equal(await new Response(answer.body).text(), 'here')
  assert.equal(seen[0]?.headers.authorization, 'Bearer secret')
  const { authorization, cookie, accept, 'x-api-key': key } = seen[1]?.headers ?? {}
  assert.deepEqual(
    { authorization, cookie, accept, key },
    { authorization: undefined, cookie: undefined, accept: 'image/*', key: undefined },
  )
})

test('an endless answer ends at the cap, and a silent one at the time limit', async (t) => {
  const endless = await serve(t, (_, response) => {
    const more = (): void =>
      void response.write('x'.repeat(512), () => setImmediate(() => response.destroyed || more()))
    more()
  })
  const call = createGuardedFetch({ allowPrivate: true })
  const answer = await call(endless, init)
  await assert.rejects(new Response(answer.body).arrayBuffer(), /larger than 1024 bytes/)
  const silent = await serve(t, () => undefined)
  await assert.rejects(call(silent, { ...init, timeoutMs: 50 }), { name: 'TimeoutError' })
  const stalled = await serve(t, (_, response) => void response.write('a'))
  const half = await call(stalled, { ...init, timeoutMs: 100 })
  await assert.rejects(new Response(half.body).arrayBuffer())
  const gone = AbortSignal.abort(new Error('stopped'))
  await assert.rejects(call(endless, { ...init, signal: gone }), /stopped/)
})
