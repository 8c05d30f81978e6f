import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Video } from 'kinora/spec/video'
import { createFinishWatch } from '../live/finished.ts'
import { spokenOf } from '../video/job-view.ts'
import { usualLeft } from '../video/time-left.ts'
import { playerKeyOf } from '../stage/player-keys.ts'
import { headingOf } from './heading.ts'
import { watchFacts } from './watch-fact-words.ts'

const video = (rest: Partial<Video> = {}): Video => ({
  id: 'video_1',
  object: 'video',
  model: 'hosted-1',
  status: 'completed',
  progress: 100,
  created_at: 1_700_000_000,
  completed_at: 1_700_000_090,
  expires_at: null,
  prompt: 'p',
  size: '720x1280',
  seconds: '4',
  remixed_from_video_id: null,
  error: null,
  retry_of: null,
  quality: 'standard',
  seed: 7,
  reference_count: 0,
  engine: 'hosted',
  cost: { estimate_usd_micros: 600_000, final_usd_micros: null },
  charge: 'held',
  retryable: false,
  warnings: [],
  ...rest,
})

const fact = (of: Video, name: string) => watchFacts(of, []).find((one) => one.name === name)?.value

test('a price is an estimate until the bill is there, and the bill stands beside it', () => {
  const cost = (final: number | null, rest: Partial<Video> = {}) =>
    fact(video({ cost: { estimate_usd_micros: 600_000, final_usd_micros: final }, ...rest }), 'Cost')
  assert.equal(cost(null), '$0.60 (estimate)')
  assert.equal(cost(550_000), '$0.55 (estimated $0.60)')
  assert.equal(cost(600_000), '$0.60')
  assert.equal(cost(0, { status: 'failed' }), 'Nothing (estimated $0.60)')
  assert.equal(fact(video({ cost: { estimate_usd_micros: 0, final_usd_micros: 0 } }), 'Cost'), 'Free')
})

test('what it was made from and how long it took are told where they are known', () => {
  assert.equal(fact(video(), 'Took'), '1 min 30 s')
  assert.equal(fact(video({ completed_at: null, status: 'failed' }), 'Took'), undefined)
  const again = watchFacts(video({ retry_of: 'video_0' }), []).find(({ name }) => name === 'Tries again')
  assert.equal(again?.href, '/v/video_0')
})

test('a title is the beginning of the prompt, cut between words', () => {
  assert.equal(headingOf('  Short one\nand more'), 'Short one')
  const long = 'Two pioneers laugh in the snowy mountains at dawn, and neither wants to go home'
  assert.equal(headingOf(long), 'Two pioneers laugh in the snowy mountains at…')
  assert.equal(Array.from(headingOf('🎬'.repeat(60))).length, 49)
})

test('of each video it is said once that it ended, and only if it was seen before', () => {
  const ended = createFinishWatch()
  const of = (status: Video['status']) => ended([video({ status })]).length
  assert.deepEqual([of('queued'), of('in_progress'), of('failed'), of('in_progress'), of('failed')], [0, 0, 1, 0, 0])
  assert.equal(createFinishWatch()([video()]).length, 0)
})

test('a screen reader hears each quarter once', () => {
  const spoken = [0, 10, 25, 40, 99].map((progress) => spokenOf(video({ status: 'in_progress', progress })))
  assert.equal(new Set(spoken).size, 3)
})

test('what is usual counts down, and is not told past its end', () => {
  assert.equal(usualLeft(60, 1_000, 1_020_000), 40)
  assert.equal(usualLeft(60, 1_000, 1_059_000), undefined)
  assert.equal(usualLeft(undefined, 1_000, 1_000_000), undefined)
})

const press = (key: string, focused = 'DIV', more = {}) =>
  playerKeyOf({ key, metaKey: false, ctrlKey: false, altKey: false, ...more }, focused)

test('a key in the player is the player’s, unless a button, the slider or a shortcut has it', () => {
  assert.deepEqual([press('K'), press(' '), press('.'), press('ArrowLeft')], ['toggle', 'toggle', 'next', 'back1'])
  assert.deepEqual([press(' ', 'BUTTON'), press('ArrowLeft', 'INPUT'), press('x')], [undefined, undefined, undefined])
  assert.equal(press('f', 'DIV', { ctrlKey: true }), undefined)
})
