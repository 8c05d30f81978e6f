import { rm } from 'node:fs/promises'
import { inspectVideo } from '../../media/inspect.ts'
import { readFrames } from '../../media/read-frames.ts'
import { createStills, type Stills } from '../../media/stills.ts'
import { stitch } from '../../media/stitch.ts'
import { newSeconds } from '../../spec/order.ts'
import type { RenderTask } from './protocol.ts'

export interface Appending extends Pick<RenderTask, 'order' | 'ffmpeg'> {
  /** The MP4 that is extended, and the new part; both are removed once they are one. */
  readonly before: string
  readonly part: string
  /** MP4, written. */
  readonly video: string
  readonly fps: number
}

/** Joins the video that is extended and its new part. The stills are those of the whole. */
export async function append(appending: Appending, tell: (share: number) => void): Promise<Stills> {
  const { order, ffmpeg, before, part, video, fps } = appending
  const { width, height } = order
  const { audioCodec } = await inspectVideo(before)
  const added = newSeconds(order)
  const pieces = [
    { path: before, seconds: order.seconds - added, audio: audioCodec !== null },
    { path: part, seconds: added, audio: true },
  ]
  await stitch({ ffmpeg, pieces, width, height, fps, output: video }, tell)
  await Promise.all([rm(before), rm(part)])
  const stills = createStills({ width, height, frames: order.seconds * fps })
  await readFrames({ ffmpeg, path: video, width, height }, stills.wanted, (frame, rgba) => stills.take(frame, rgba))
  return stills
}
