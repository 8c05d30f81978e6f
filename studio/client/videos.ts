import type { Variant, Video } from 'kinora/spec/video'
import { call } from './http.ts'
import { pollDelay } from './poll.ts'

export interface Seen {
  readonly video: Video
  /** When the server wants to be asked again, ms. */
  readonly askAgainMs: number
  /** Unix ms. */
  readonly atMs: number
  /** Names the question in the server's log. */
  readonly requestId?: string | null
}

/** `key`: the same order sent twice under one key makes one video. */
export async function createVideo(form: FormData, key: string): Promise<Video> {
  const response = await call('/v1/videos', { method: 'POST', body: form, headers: { 'Idempotency-Key': key } })
  return (await response.json()) as Video
}

export async function readVideo(id: string, signal: AbortSignal): Promise<Seen> {
  const response = await call(`/v1/videos/${encodeURIComponent(id)}`, { signal })
  const askAgainMs = pollDelay(response.headers.get('openai-poll-after-ms'))
  return {
    video: (await response.json()) as Video,
    askAgainMs,
    atMs: Date.now(),
    requestId: response.headers.get('x-request-id'),
  }
}

export async function listVideos(limit: number, signal: AbortSignal): Promise<readonly Video[]> {
  const response = await call(`/v1/videos?limit=${limit}&order=desc`, { signal })
  return ((await response.json()) as { readonly data: readonly Video[] }).data
}

export async function removeVideo(id: string): Promise<void> {
  await call(`/v1/videos/${encodeURIComponent(id)}`, { method: 'DELETE' })
}

export function contentUrl(id: string, variant: Variant): string {
  return `/v1/videos/${encodeURIComponent(id)}/content?variant=${variant}`
}

/** A photo that the video was made from, 1 and up. */
export function referenceUrl(id: string, place: number): string {
  return `/v1/videos/${encodeURIComponent(id)}/references/${place}`
}

/** How large the file is, without fetching it: one byte names the whole. Null when the server does not say. */
export async function contentBytes(id: string, signal: AbortSignal): Promise<number | null> {
  const response = await call(contentUrl(id, 'video'), { headers: { Range: 'bytes=0-0' }, signal })
  await response.body?.cancel()
  const total = response.headers.get('content-range')?.split('/')[1] ?? response.headers.get('content-length')
  return total !== undefined && total !== null && /^\d+$/.test(total) ? Number(total) : null
}
