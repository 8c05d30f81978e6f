import { toJobFault } from './faults.ts'
import type { ChildMessage, RenderTask } from './protocol.ts'

// Whatever ends the parent, kill -9 included, closes the channel: nobody is left to render for.
process.once('disconnect', endGroup)

process.once('message', (task: RenderTask) => {
  tell({ type: 'taken' })
  void run(task)
})

async function run(task: RenderTask): Promise<void> {
  let failed: ChildMessage | undefined
  try {
    // Loaded only now: drawing and inference libraries take half a second, and the parent waits for `taken`.
    const { render } = await import('./render.ts')
    await render(task, (progress) => tell({ type: 'progress', progress }))
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    failed = { type: 'failed', fault: toJobFault(error), detail }
  }
  // Libraries may hold worker threads and timers: once the last word is out, nothing here is worth waiting for.
  process.send?.(failed ?? { type: 'done' }, () => endGroup())
}

function tell(message: ChildMessage): void {
  // A closed channel is noticed by `disconnect`; the failed send itself says nothing more.
  if (process.connected) process.send?.(message, () => {})
}

/** Ends this process and everything it started. It leads its own group, see `render-process.ts`. */
function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit(1)
  }
}
