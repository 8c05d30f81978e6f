import type { Video } from 'kinora/spec/video'
import { call } from './http.ts'

export interface Extension {
  readonly id: string
  readonly prompt: string
  /** Of the new part. */
  readonly seconds: number
}

/** Once more with all its inputs; `key`: asked twice under one key makes one video. */
export function retryVideo(id: string, key: string): Promise<Video> {
  return post(`/v1/videos/${encodeURIComponent(id)}/retry`, key)
}

export function cancelVideo(id: string): Promise<Video> {
  return post(`/v1/videos/${encodeURIComponent(id)}/cancel`)
}

export function extendVideo({ id, prompt, seconds }: Extension, key: string): Promise<Video> {
  return post('/v1/videos/extensions', key, { prompt, seconds: String(seconds), video: { id } })
}

async function post(path: string, key?: string, body: object = {}): Promise<Video> {
  const headers = { 'Content-Type': 'application/json', ...(key !== undefined && { 'Idempotency-Key': key }) }
  return (await call(path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Video>
}
