import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P5',
    file: 'server/src/engines/videos-api/submit.ts',
    find: 'if (form.handedOver()) throw',
    replace: 'if (!form.handedOver()) throw',
    breaks: 'an order whose answer was lost counts as never sent, and is sent and paid again',
  },
  {
    promise: 'P5',
    file: 'server/src/engines/videos-api/answer.ts',
    find: '.trim().toLowerCase()',
    replace: '.trim()',
    breaks: 'a status in capitals is never understood, and the job runs into its deadline',
  },
  {
    promise: 'P5',
    file: 'server/src/engines/videos-api/engine.ts',
    find: 'if (this.#memory.claim(id, key)) return',
    replace: 'if (this.#memory.claim(id, key) !== undefined) return',
    breaks: 'an order takes the film of another one when the server mixes them up',
    test: 'a job never gets the film of another order',
  },
  {
    promise: 'P5',
    file: 'server/src/media/guarded-fetch.ts',
    find: 'connect: { lookup: guardedLookup(reach) }',
    replace: 'connect: { lookup: guardedLookup(reach), rejectUnauthorized: false }',
    breaks: 'a bad certificate is taken for a good one',
    test: 'whose certificate is bad',
  },
  {
    promise: 'P5',
    file: 'server/src/jobs/drive/watch.ts',
    find: '    if (deadline.leftMs() === 0) return timeOut(work, job, handle)\n',
    replace: '',
    breaks: 'a render that never ends is watched for ever',
    test: 'a job ends by its deadline',
  },
  {
    promise: 'P5',
    file: 'server/src/jobs/drive/driver.ts',
    find: '{ only: { waitedMs: QUEUE_MS } }',
    replace: '{ only: { waitedMs: Infinity } }',
    breaks: 'nobody looks for jobs whose time in the queue is over while their engine is full',
    test: 'a job ends by its deadline',
  },
]
