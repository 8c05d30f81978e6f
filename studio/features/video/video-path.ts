/** Where one video is watched. */
export function videoPath(id: string): string {
  return `/v/${encodeURIComponent(id)}`
}
