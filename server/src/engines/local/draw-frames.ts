import { setImmediate as nextTurn } from 'node:timers/promises'
import { openEncoder } from '../../media/encode.ts'
import type { Person } from '../../media/person.ts'
import { createStills, type Stills } from '../../media/stills.ts'
import { openPainter } from './painter.ts'
import type { Plan } from './plan.ts'

export interface DrawFiles {
  readonly ffmpeg: string
  /** WAV, read. */
  readonly music: string
  /** MP4, written. */
  readonly video: string
}

/**
 * Draws every frame in order into the video, on this thread, while ffmpeg encodes in its own process. A drawing thread
 * was measured too: no faster on two cores (1.07 s for 1.10 s of work per second of 1024x1808) and 110 MB more; two
 * threads, 400 MB more. More cores are used by more renders at once instead.
 *
 * @param tell hears the share that is written, 0 to 1
 */
export async function drawFrames(
  plan: Plan,
  people: readonly Person[],
  files: DrawFiles,
  tell: (share: number) => void,
): Promise<Stills> {
  const { width, height, fps, frames, quality } = plan
  const painter = await openPainter(plan, people)
  const stills = createStills({ width, height, frames })
  const { ffmpeg, music: audio, video: output } = files
  const encoder = openEncoder({ ffmpeg, width, height, fps, quality, audio, output })
  try {
    for (let i = 0; i < frames; i++) {
      const frame = painter.frame(i)
      if (stills.wants(i)) stills.take(i, frame)
      // Returns while this frame is still on its way to ffmpeg: the next one is drawn meanwhile.
      await encoder.write(frame)
      tell((i + 1) / frames)
      // Skia records and only draws when read; without a turn of the event loop, memory grows (media.md section 10).
      await nextTurn()
    }
    await encoder.finish()
    return stills
  } catch (error) {
    encoder.abort()
    throw error
  }
}
