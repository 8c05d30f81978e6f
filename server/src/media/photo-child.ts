import { blockOtherLoaders, checkPhoto, Refusal } from './photo-check.ts'
import type { Answer, Question } from './photo-gate.ts'

/** 768 MiB. The worst honest photo seen, a progressive JPEG of 48 million pixels in full colour, needs 0.45 GiB. */
const MAX_RSS_BYTES = 805_306_368
/** 512 MiB: what the allocator has not given back by the end of a photo, it keeps; a new child is cheaper. */
const TIRED_RSS_BYTES = 536_870_912
const LOOK_EVERY_MS = 25

blockOtherLoaders()
process.once('disconnect', () => process.exit()) // The server is gone; so are we.
// libvips works on its own threads and outside the JavaScript heap, so this timer sees what no heap limit does.
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_RSS_BYTES) process.exit(1)
}, LOOK_EVERY_MS).unref()

process.on('message', (question: Question) => void serve(question))
process.send?.({ kind: 'ready' } satisfies Answer)

async function serve({ source, target }: Question): Promise<void> {
  const reply = await answer(source, target)
  process.send?.(reply, () => {
    if (process.memoryUsage.rss() > TIRED_RSS_BYTES) process.exit()
  })
}

async function answer(source: string, target: string): Promise<Answer> {
  try {
    return { kind: 'admitted', photo: await checkPhoto(source, target) }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'refused', message: thrown.message }
    return { kind: 'broken', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}
