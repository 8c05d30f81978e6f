import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask } from 'node:http'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openServer } from './kit/in-process.ts'
import { removeFolder, startKinora, temporaryFolder } from './kit/server.ts'

const folder = temporaryFolder('sockets')
after(() => removeFolder(folder))

/** Asks with `Upgrade`; gives the status, or 101, and what was said. */
async function upgrade(url: string, path: string, headers: Record<string, string>): Promise<string> {
  const asked = ask(new URL(path, url), {
    signal: AbortSignal.timeout(5_000),
    headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', ...headers },
  }).end()
  return Promise.race([
    once(asked, 'response').then(async ([response]) => `${response.statusCode} ${await text(response)}`),
    once(asked, 'upgrade').then(([response, socket]) => {
      socket.destroy()
      return `${response.statusCode}`
    }),
  ])
}

const port = (url: string) => new URL(url).port
const FOREIGN = (url: string): readonly (readonly [Record<string, string>, RegExp])[] => [
  [{ origin: 'http://evil.test' }, /^403 .*"origin_refused"/],
  [{ origin: `http://127.0.0.1:${Number(port(url)) + 1}` }, /^403 .*"origin_refused"/],
  [{ 'sec-fetch-site': 'same-site' }, /^403 .*"origin_refused"/],
  [{ host: `evil.test:${port(url)}` }, /^400 .*"invalid_host"/],
]

test('in production nothing is upgraded, also after Next has answered: clients that wish for HTTP/2 are served', async (t) => {
  const kinora = await startKinora(join(folder, 'whole'))
  t.after(() => kinora.stop())
  const page = await fetch(`${kinora.url}/create`)
  assert.equal(page.status, 200)
  const authorization = `Bearer ${kinora.key}`
  for (const wish of ['h2c', 'websocket'])
    assert.match(await upgrade(kinora.url, '/v1/models', { upgrade: wish, authorization }), /^200 \{"object":"list"/)
  assert.match(await upgrade(kinora.url, '/create', {}), /^200 <!DOCTYPE html>/)
  assert.match(await upgrade(kinora.url, '/_next/hmr', {}), /^404 /)
  for (const [headers, refusal] of FOREIGN(kinora.url))
    assert.match(await upgrade(kinora.url, '/create', headers), refusal, JSON.stringify(headers))
})

test('in development a websocket passes the guard before the studio hears of it', async (t) => {
  const kinora = await openServer(join(folder, 'bare'))
  t.after(() => kinora.close())
  const heard: (string | undefined)[] = []
  await kinora.show(
    Promise.resolve({
      pages: (_, response) => void response.end(),
      close: async () => undefined,
      sockets(request, socket) {
        heard.push(request.headers.origin)
        socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
      },
    }),
  )
  for (const [headers, refusal] of FOREIGN(kinora.url))
    assert.match(await upgrade(kinora.url, '/_next/hmr', headers), refusal, JSON.stringify(headers))
  assert.deepEqual(heard, [])
  assert.equal(await upgrade(kinora.url, '/_next/hmr', { origin: kinora.url }), '101')
  assert.deepEqual(heard, [kinora.url])
  const authorization = `Bearer ${kinora.key.value}`
  assert.match(await upgrade(kinora.url, '/v1/models', { upgrade: 'h2c', authorization }), /^200 /)
})
