import type { Video, WireStatus } from 'kinora/spec/video'
import { call } from './http.ts'

/** What a list or count is asked for; absent leaves all. */
export interface VideoQuery {
  readonly q?: string
  readonly statuses?: readonly WireStatus[]
  readonly engine?: string
}

export interface VideoPage {
  readonly data: readonly Video[]
  readonly last_id: string | null
  readonly has_more: boolean
}

export interface VideoCounts extends Readonly<Record<WireStatus, number>> {
  readonly total: number
  readonly engines: readonly { readonly engine: string; readonly videos: number }[]
}

/** The most the server gives at once, and takes in one zip. */
export const PAGE = 100
export const ZIP_MOST = 100

export async function readPage(query: VideoQuery, after: string | null, signal: AbortSignal): Promise<VideoPage> {
  const params = paramsOf(query)
  params.set('limit', String(PAGE))
  params.set('order', 'desc')
  if (after !== null) params.set('after', after)
  return (await (await call(`/v1/videos?${params}`, { signal })).json()) as VideoPage
}

export async function countVideos(query: VideoQuery, signal: AbortSignal): Promise<VideoCounts> {
  return (await (await call(`/v1/videos/counts?${paramsOf(query)}`, { signal })).json()) as VideoCounts
}

function paramsOf({ q, statuses, engine }: VideoQuery): URLSearchParams {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  if (statuses) params.set('status', statuses.join())
  if (engine !== undefined) params.set('engine', engine)
  return params
}

/** Outlives the page that asks, so that leaving it does not lose the wish. */
export async function removeBeyondPage(id: string): Promise<void> {
  await call(`/v1/videos/${encodeURIComponent(id)}`, { method: 'DELETE', keepalive: true })
}

export function archiveUrl(ids: readonly string[]): string {
  return `/v1/videos/archive?ids=${ids.map(encodeURIComponent).join()}`
}
