import { move } from './job.ts'
import type { JobIn } from './job.ts'

declare const completed: JobIn<'completed'>
declare const queued: JobIn<'queued'>
declare const running: JobIn<'running'>

// @ts-expect-error a finished job goes nowhere
move(completed, 'queued')
// @ts-expect-error a job is stored before it is complete
move(running, 'completed')
// @ts-expect-error nothing runs before an attempt was written down
move(queued, 'running')
// @ts-expect-error what was ordered never changes
move(queued, 'submitting', { order: running.order })
