import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../spec/fault.ts'
import { guard, ownNames } from './guard.ts'

const names = ownNames([], 4600, undefined)
const HOST = '127.0.0.1:4600'

function judge(headers: Record<string, string>, hosts: readonly string[] = [HOST], method = 'GET'): string {
  try {
    guard({ method, headers, hosts }, names)
    return 'in'
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : String(thrown)
  }
}

test('SDKs and same-origin pages pass', () => {
  assert.equal(judge({}), 'in')
  assert.equal(judge({}, ['localhost:4600']), 'in')
  assert.equal(judge({ origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }, [HOST], 'POST'), 'in')
  assert.equal(judge({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }), 'in')
})

test('names that only resolve here are refused: rebinding', () => {
  for (const host of ['evil.test:4600', '127.0.0.1', '127.0.0.1:4600.evil.test', '127.0.0.1:80', ''])
    assert.equal(judge({}, [host]), 'invalid_host', host)
  assert.equal(judge({}, []), 'invalid_host')
  assert.equal(judge({}, [HOST, HOST]), 'invalid_host')
})

test('pages of other sites and of other ports are refused', () => {
  for (const origin of ['null', 'http://evil.test', 'http://127.0.0.1:3000', `https://${HOST}`])
    assert.equal(judge({ origin }), 'origin_refused', origin)
  for (const site of ['cross-site', 'same-site'])
    assert.equal(judge({ 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' }), 'origin_refused', site)
  assert.equal(judge({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, [HOST], 'POST'), 'origin_refused')
  assert.equal(judge({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' }), 'origin_refused')
})

test('a public URL adds its own name, and no more', () => {
  const own = ownNames(['192.0.2.7'], 80, new URL('https://video.example.org'))
  assert.ok(own.hosts.has('video.example.org') && own.origins.has('https://video.example.org'))
  assert.ok(own.hosts.has('192.0.2.7') && own.hosts.has('192.0.2.7:80'))
})
