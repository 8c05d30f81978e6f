import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'
import type { LogFields } from './log.ts'
import { Scrubber } from './log-scrubber.ts'
import { NotStarted } from './spec/engine-errors.ts'

const SECRET = 'a "quoted" secret+of/ours'

function open(level: 'info' | 'warn' = 'info') {
  const lines: string[] = []
  const scrubber = new Scrubber()
  scrubber.know(SECRET)
  const log = createLog({ level, scrubber, to: { write: (line) => void lines.push(line) } })
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>
  return { log, lines, last }
}

test('a line holds the fields that are allowed, its time, its level and its words, and nothing else', () => {
  const { log, lines, last } = open()
  const more = { requestId: 'req_1', status: 200, prompt: 'a secret wedding', headers: { authorization: 'x' } }
  log.info(more, 'request')
  const { time, ...rest } = last()
  assert.ok(!Number.isNaN(Date.parse(String(time))))
  assert.deepEqual(rest, { level: 'info', requestId: 'req_1', status: 200, msg: 'request' })
  assert.equal(lines.join('').split('\n').length, 2, 'one line')
})

test('every known secret is struck out of the finished line, in each spelling, and what looks like one', () => {
  const { log, lines } = open()
  const base64 = Buffer.from(SECRET).toString('base64')
  for (const text of [SECRET, encodeURIComponent(SECRET), base64, `knr_${'x'.repeat(43)}`, 'Bearer abcdefghijk'])
    log.info({ about: `before ${text} after` }, 'x')
  for (const line of lines) assert.match(line, /"about":"before \[hidden\]=* after"/)
})

test('an error tells its kind and place; its words only where our own line threw it', () => {
  const { log, last } = open()
  const told = (err: unknown) => {
    log.info({ err }, 'trouble')
    return last()['err'] as NonNullable<LogFields['err']> & { message?: string; at?: string[] }
  }
  const own = told(new Error('The file "a secret wedding" below /srv/data/x is empty.'))
  assert.equal(own.message, 'The file … below <path> is empty.')
  assert.match(own.at?.[0] ?? '', /^server\/src\/log\.test\.ts:\d+:\d+$/)
  const theirs = told(new NotStarted('busy with: a secret wedding'))
  assert.deepEqual([Object.keys(theirs).sort(), Reflect.get(theirs, 'type')], [['at', 'type'], 'NotStarted'])
  const parsed = told(
    Object.assign(
      thrownBy(() => JSON.parse('a secret wedding')),
      { body: 'a secret wedding' },
    ),
  )
  const system = told(Object.assign(new Error('open /srv/data/x'), { code: 'ENOENT', syscall: 'open', path: '/srv' }))
  const cause = told(new Error('Outer.', { cause: new RangeError('a secret wedding') }))
  assert.deepEqual(
    [Reflect.get(system, 'code'), Reflect.get(system, 'syscall'), system.message],
    ['ENOENT', 'open', undefined],
  )
  assert.doesNotMatch(JSON.stringify([own, theirs, parsed, system, cause, told('a secret wedding')]), /wedding|srv/)
})

test('a level keeps the quieter ones out', () => {
  const { log, lines } = open('warn')
  log.info({}, 'request')
  log.debug({}, 'detail')
  log.warn({}, 'trouble')
  assert.equal(lines.length, 1)
})

function thrownBy(work: () => unknown): Error {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof Error) return thrown
  }
  throw new Error('Nothing was thrown.')
}
