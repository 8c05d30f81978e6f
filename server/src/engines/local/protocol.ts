import type { Order } from '../../spec/order.ts'
import type { JobFault } from '../../spec/video.ts'

/** What the render child is told, once. */
export interface RenderTask {
  readonly order: Omit<Order, 'references'>
  /** The MP4 that is extended; absent when the video is new from its beginning. */
  readonly before?: string
  /** The MP4 from elsewhere that is edited: its people, or a still, stand in for photos. */
  readonly film?: string
  /** Files, person 1 first. */
  readonly photos: readonly string[]
  /** A folder of this attempt alone; everything unfinished lies in it. */
  readonly workFolder: string
  /** Where the finished files go, by rename. */
  readonly resultFolder: string
  /** An ffmpeg that was found to work. */
  readonly ffmpeg: string
}

/** What the render child says. `detail` is for the operator's log, never for a client. */
export type ChildMessage =
  | { readonly type: 'taken' }
  | { readonly type: 'progress'; /** 0 to 1, never falling. */ readonly progress: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly fault: JobFault; readonly detail: string }
