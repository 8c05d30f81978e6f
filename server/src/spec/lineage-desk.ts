import type { ConsentStatement } from './consent.ts'
import type { Caller } from './desk.ts'
import type { Upload } from './order.ts'
import type { Asking } from './requests.ts'
import type { Video } from './video.ts'

/** New words for a video and the people in it. */
export interface RemixDraft {
  readonly prompt: string
  /** That whoever is shown agreed; needed where it was not said of these photos yet. */
  readonly consent?: ConsentStatement
}

/** New words for a video that is there: one of this server's, or one that came with the request. */
export interface EditDraft extends RemixDraft {
  readonly video: { readonly id: string } | Upload
  /** Needed for an upload; else it is the video's own. */
  readonly model?: string
}

export interface ExtendDraft extends EditDraft {
  /** Whole seconds of the new part. */
  readonly seconds: number
}

/**
 * What the API asks about videos made from videos. What it starts from must be the caller's own and completed: else
 * Fault `video_not_found` or `video_not_completed`. What the model cannot do is refused by name. Each new video keeps
 * copies of everything it needs.
 */
export interface LineageDesk {
  /** The same people, model, size and length in new words. */
  remix(id: string, draft: RemixDraft, caller: Caller, asking?: Asking): Promise<Video>
  /** The same people and structure in new words. */
  edit(draft: EditDraft, caller: Caller, asking?: Asking): Promise<Video>
  /** The video and a new part as one. @throws Fault `invalid_value` past 6 extensions or 120 s in all. */
  extend(draft: ExtendDraft, caller: Caller, asking?: Asking): Promise<Video>
  /** A video that has ended, however it did, once more with all its inputs. */
  retry(id: string, caller: Caller, asking?: Asking): Promise<Video>
  /** Stops a video that has not ended, its engine too; one that has ended is answered as it is. */
  cancel(id: string, caller: Caller): Promise<Video>
}
