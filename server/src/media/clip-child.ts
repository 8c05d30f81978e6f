import type { ClipTask } from './clip-face.ts'
import type { ClipAnswer } from './clip-gate.ts'
import { Refusal } from './photo-check.ts'

/** 1.5 GiB: decoders and models together stay below half of it. */
const MAX_RSS_BYTES = 1_610_612_736
const LOOK_EVERY_MS = 25

process.once('disconnect', endGroup) // The server is gone; so are we, and ffmpeg with us.
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_RSS_BYTES) endGroup()
}, LOOK_EVERY_MS).unref()

process.once('message', (task: ClipTask) => void serve(task))

async function serve(task: ClipTask): Promise<void> {
  const answer = await work(task)
  process.send?.(answer, () => endGroup())
}

async function work(task: ClipTask): Promise<ClipAnswer> {
  try {
    // Loaded only now: inference takes half a second to load, and a wrong start should show first.
    const { keepBestFace } = await import('./clip-face.ts')
    await keepBestFace(task)
    return { kind: 'found' }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'refused', message: thrown.message }
    return { kind: 'broken', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}

/** This process leads its own group, see `clip-gate.ts`. */
function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit(1)
  }
}
