import type { StoredFile } from './desk.ts'
import type { Reference } from './order.ts'

/** Checks photos. Runs its decoders outside the server's process: a picture that eats memory kills only the child. */
export interface PhotoGate {
  /**
   * Reads the upload at `source`, refuses what is not one good photo, and writes the normalised copy to `target`:
   * upright, sRGB, no metadata (GPS is never kept), at most 4096 px on its long side.
   * @throws Fault `invalid_value` with `param: 'input_reference'`, saying what is wrong and what is accepted.
   */
  admit(source: string, target: string): Promise<Pick<Reference, 'mediaType' | 'width' | 'height'>>
  close(): Promise<void>
}

/** What a finished file really holds, read from its bytes. */
export interface MediaFacts {
  readonly container: 'mp4' | 'webm' | 'mov'
  readonly videoCodec: string
  /** Null when silent. */
  readonly audioCodec: string | null
  readonly width: number
  readonly height: number
  /** From the packets, not from the header: a truncated file tells on itself. */
  readonly seconds: number
}

/**
 * Reads a video file whole, packet by packet, without decoding.
 * @throws Error when it is not a video, is truncated, or is damaged in a way the container shows.
 */
export type InspectVideo = (path: string) => Promise<MediaFacts>

/** What a file says about its own making (IPTC digital source type in XMP). Its own words: proof of nothing. */
export interface FileMark {
  /** `algorithmicMedia`, `composite`, `compositeWithTrainedAlgorithmicMedia`, `trainedAlgorithmicMedia`, or whatever it says; may be empty. */
  readonly type: string
  /** Program and version. */
  readonly tool: string
  readonly title: string
}

/** Null when the file says nothing. */
export type ReadMark = (file: Pick<StoredFile, 'bytes' | 'open'>) => Promise<FileMark | null>

/** What is seen of a video before it plays. */
export interface StillFiles {
  /** WebP, at most 540 px wide, from 30 % into the video. */
  readonly thumbnail: Uint8Array
  /** JPEG: 4 columns and 4 rows in reading order, evenly spaced over the video, each tile at most 180 px high, no gaps. */
  readonly spritesheet: Uint8Array
}

/** Draws stills of finished videos. Runs its decoder outside the server's process, as `PhotoGate` does. */
export interface StillsGate {
  /**
   * Reads the whole MP4, opened when it is its turn. Where its end cannot be decoded, the last frame that can stands in, as
   * in a player. @throws Error when no frame can be decoded, or not within 2 minutes, or one has more than 16,777,216 pixels.
   */
  draw(open: () => Promise<ReadableStream<Uint8Array>>, signal: AbortSignal): Promise<StillFiles>
  close(): Promise<void>
}
