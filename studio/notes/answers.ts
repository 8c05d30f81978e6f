import type { Video } from 'kinora/spec/video'

/** The notes' answer to a create: their words, the contract's values. */
export function createAnswer(video: unknown) {
  const { id, status, progress, model, prompt, seconds, size, quality, created_at } = video as Video
  return { id, status, progress, model, prompt, seconds, size, quality, created_at }
}

/** The notes' answer to a check; `url` only once there is something behind it. */
export function checkAnswer(video: unknown) {
  const { id, status, progress, error } = video as Video
  return { id, status, progress, error, ...(status === 'completed' ? { url: `/v1/videos/${id}/content` } : {}) }
}
