import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Video } from 'kinora/spec/video'
import { pollDelay } from '../../client/poll.ts'
import { follow } from './follow.ts'
import { jobViewOf, saidOf, titleOf } from './job-view.ts'
import { secondsLeft, usualWait } from './time-left.ts'

const video = (rest: Partial<Video>) => ({ id: 'v', status: 'in_progress', progress: 40, ...rest }) as Video // only these are read
const seen = (rest: Partial<Video>, atMs = 0) => ({ video: video(rest), askAgainMs: 500, atMs })

const took = (wait: number, rest: Partial<Video> = {}) =>
  video({ status: 'completed', engine: 'local', seconds: '10', created_at: 100, completed_at: 100 + wait, ...rest })

describe('what a state is called', () => {
  test('waiting shows no made-up number, and each stage has its words', () => {
    assert.equal(jobViewOf(video({ status: 'queued', progress: 0 })).state, 'waiting')
    const words = [0, 40, 99].map((progress) => jobViewOf(video({ progress })))
    assert.deepEqual(
      words.map((view) => 'words' in view && view.words),
      ['Starting', 'Rendering', 'Saving'],
    )
  })

  test('the tab tells progress and the end', () => {
    const titles = [
      undefined,
      video({ status: 'queued' }),
      video({}),
      video({ status: 'completed' }),
      video({ status: 'failed' }),
    ]
    assert.deepEqual(titles.map(titleOf), [
      'New video · Kinora',
      'Waiting · Kinora',
      '40 % · Kinora',
      '(done) Kinora',
      '(failed) Kinora',
    ])
  })

  test('a screen reader hears the state, not every percent', () => {
    assert.equal(saidOf(video({ progress: 3 })), saidOf(video({ progress: 70 })))
  })
})

describe('following a video', () => {
  test('what was seen never falls, and an end stays an end', () => {
    const first = follow(undefined, seen({ progress: 60 }))
    assert.equal(follow(first, seen({ progress: 55 })).video.progress, 60)
    const done = follow(first, seen({ status: 'completed', progress: 100 }))
    assert.equal(follow(done, seen({ progress: 99 })).video.status, 'completed')
  })

  test('time left comes from the pace seen here, waiting not counted', () => {
    const queued = follow(undefined, seen({ status: 'queued', progress: 0 }, 0))
    const start = follow(queued, seen({ progress: 10 }, 60_000))
    assert.equal(start.leftSeconds, undefined)
    assert.equal(follow(start, seen({ progress: 30 }, 70_000)).leftSeconds, 35)
  })

  test('too little seen says nothing', () => {
    assert.equal(secondsLeft(undefined, { atMs: 9_000, progress: 50 }), undefined)
    assert.equal(secondsLeft({ atMs: 0, progress: 50 }, { atMs: 9_000, progress: 52 }), undefined)
    assert.equal(secondsLeft({ atMs: 0, progress: 0 }, { atMs: 500, progress: 50 }), undefined)
  })

  test('the usual wait is the middle of what this engine took, scaled to the length', () => {
    const videos = [took(20), took(30), took(400), took(5, { engine: 'other' }), took(1, { status: 'failed' })]
    assert.equal(usualWait(videos, 'local', 5), 15)
    assert.equal(usualWait([], 'local', 5), undefined)
  })

  test('the server’s pace is followed within reason', () => {
    const paces = ['800', '0', '999999', 'soon', null, ''].map(pollDelay)
    assert.deepEqual(paces, [800, 250, 15_000, 2_000, 2_000, 2_000])
  })
})
