import type { Upload } from './order.ts'

/** One still of up to two people, for engines that take a single reference picture. */
export interface FrameWish {
  /** Pixels; exactly this size comes back. */
  readonly width: number
  readonly height: number
  readonly format: 'jpeg' | 'png'
}

export interface JointFrame {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
  /** Plain sentences: what is less than it could be, and for whom. */
  readonly warnings: readonly string[]
}

/** Composes such stills. Runs its decoders and models outside the server's process, as `PhotoGate` does. */
export interface FrameGate {
  /** Writes the still to `target`. `photos`: paths of one or two admitted photos, person 1 first. Gives the warnings. */
  compose(photos: readonly string[], target: string, wish: FrameWish): Promise<readonly string[]>
  close(): Promise<void>
}

/** What the API asks about joint frames. Keeps nothing. */
export interface FrameDesk {
  /** @throws Fault naming what is wrong with a photo. */
  compose(photos: readonly Upload[], wish: FrameWish): Promise<JointFrame>
}
