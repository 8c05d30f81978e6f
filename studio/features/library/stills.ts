/** What the server draws: 4 by 4 stills in order of time (GET /v1/videos/{id}/content). */
export const SIDE = 4
export const STILLS = SIDE * SIDE

/** Seconds into the video at which a still was taken: the middle of its part. */
export function stillTime(still: number, seconds: number): number {
  return ((still + 0.5) * seconds) / STILLS
}

/** The still under the pointer, from how far across it is. */
export function stillAt(share: number): number {
  return Math.min(STILLS - 1, Math.max(0, Math.floor(share * STILLS)))
}
