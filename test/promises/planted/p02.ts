import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P2',
    file: 'server/src/jobs/drive/submit.ts',
    find: "return work.engine.class === 'findable' ? reconcile(work, job, 1, why) : outcomeUnknown(work, job, why)",
    replace: "return work.engine.class === 'findable' ? reconcile(work, job, 1, why) : call(work, job)",
    breaks: 'an engine that neither dedupes nor can be searched is called again after a crash',
    test: 'each of the 32',
  },
]
