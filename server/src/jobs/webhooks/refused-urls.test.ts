import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Fault } from '../../spec/fault.ts'
import { caller, openOutbox } from '../testing/outbox-house.ts'
import { openReceiver } from '../testing/receiver.ts'

/** reliability.md section 5, group W: that every URL is judged when saved, changed and sent to. */
const HOSTS = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '0',
  'localhost',
  'a.localhost',
  'localhost.',
  '[::1]',
  '[::]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '[fe80::1]',
  '[fd00::1]',
  'printer.local',
  'metadata.google.internal',
  'example.com:22',
  'example.com:6379',
  'user@example.com',
  'user:pass@example.com',
]
const OTHERS = [
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  '//x/',
  'x',
  '',
]

const refusal = (thrown: unknown): boolean =>
  thrown instanceof Fault && thrown.code === 'invalid_value' && thrown.param === 'url'

/** A house whose operator allows no private receivers. */
async function strictHouse(t: TestContext) {
  const house = await openOutbox(t)
  await house.close()
  await house.open(false)
  return house
}

test(`W: ${HOSTS.length + OTHERS.length} URLs are refused when saved and when changed, and leave nothing`, async (t) => {
  const house = await strictHouse(t)
  const { endpoint } = await house.endpoint('https://hooks.example.com/a')
  for (const url of [...HOSTS.map((host) => `https://${host}/`), ...OTHERS]) {
    await assert.rejects(house.endpoint(url), refusal, url)
    await assert.rejects(house.desk.update(endpoint.id, { url }, caller), refusal, url)
  }
  const { endpoints } = await house.desk.list({ limit: 10 }, caller)
  assert.deepEqual(
    endpoints.map(({ url }) => url),
    ['https://hooks.example.com/a'],
  )
})

test('W: a URL that was good when saved is judged again at every try, and the log says why', async (t) => {
  const house = await strictHouse(t)
  const { endpoint } = await house.endpoint('https://hooks.example.com/a')
  house.sender.start()
  let round = 0
  for (const host of HOSTS) {
    const url = `https://${host}/`
    await house.rooms.webhooks.changeEndpoint('owner-1', endpoint.id, (known) => ({ ...known, url }))
    await house.fails(`video_${(round += 1)}`)
    const { log, state } = await house.tried(endpoint.id, 1)
    assert.deepEqual([log[0]?.statusCode, state], [null, 'pending'], url)
    assert.doesNotMatch(log[0]?.error ?? 'The connection', /The connection|answered/, url)
  }
})

test('W: a receiver that speaks no TLS is a failed try in the log, never plain text', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  const { endpoint } = await house.endpoint(receiver.url.replace('http:', 'https:'))
  house.sender.start()
  await house.fails('video_a')
  const { log } = await house.tried(endpoint.id, 1)
  assert.equal(log[0]?.statusCode, null)
  assert.match(log[0]?.error ?? '', /^The connection failed \([A-Z_]+\)\.$/)
  assert.deepEqual(receiver.received, [])
})
