import { Refusal } from './photo-check.ts'
import type { TaskAnswer } from './task-process.ts'

/** 1.5 GiB: decoders and models together stay below half of it. */
const MAX_RSS_BYTES = 1_610_612_736
const LOOK_EVERY_MS = 25

/** Whatever the program was made for: the parent's side has typed it. */
type Work = (task: never) => Promise<unknown>

/** The child's side of `task-process.ts`: one task, one answer, the end. */
export function serveTask(work: Work): void {
  process.once('disconnect', endGroup) // The server is gone; so are we, and what we started with us.
  setInterval(() => {
    if (process.memoryUsage.rss() > MAX_RSS_BYTES) endGroup()
  }, LOOK_EVERY_MS).unref()
  process.once('message', (task: unknown) => {
    void answer(work, task as never).then((said) => process.send?.(said, () => endGroup()))
  })
}

async function answer(work: Work, task: never): Promise<TaskAnswer<unknown>> {
  try {
    return { kind: 'done', value: await work(task) }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'refused', message: thrown.message }
    return { kind: 'broken', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}

/** This process leads its own group, see `task-process.ts`. */
function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit(1)
  }
}
