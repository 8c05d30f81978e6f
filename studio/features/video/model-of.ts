import type { Video } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'

/** By its own name, or as what its alias stands for; undefined where the engine is gone. */
export function modelOf(video: Pick<Video, 'model' | 'engine'>, models: readonly Model[]): Model | undefined {
  return models.find(({ id }) => id === video.model) ?? models.find(({ kinora }) => kinora.engine === video.engine)
}
