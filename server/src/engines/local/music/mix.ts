/** Samples a second: what AAC in MP4 and every video editor expect. */
export const SAMPLE_RATE = 48_000

/** A piece under construction: what is heard directly, and what is sent to the room. */
export interface Mix {
  readonly left: Float32Array
  readonly right: Float32Array
  /** Mono: the reverb makes its own width. */
  readonly room: Float32Array
}

/** @param seconds more than 0 */
export function createMix(seconds: number): Mix {
  const length = Math.round(seconds * SAMPLE_RATE)
  return { left: new Float32Array(length), right: new Float32Array(length), room: new Float32Array(length) }
}

/** Left and right gains of equal power for a place from -1 (left) to 1 (right). */
export function panGains(pan: number): { readonly left: number; readonly right: number } {
  const angle = ((Math.min(Math.max(pan, -1), 1) + 1) * Math.PI) / 4
  return { left: Math.cos(angle), right: Math.sin(angle) }
}

/** Hertz of a MIDI note: 69 is A at 440 Hz. */
export function pitchToHertz(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12)
}
