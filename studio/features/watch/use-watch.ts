import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listModels } from '../../client/models.ts'
import { modelOf } from '../video/model-of.ts'
import { usualWait } from '../video/time-left.ts'
import { useRecent, useVideo } from '../video/use-video.ts'

export type Watch = ReturnType<typeof useWatch>

/** Everything the page of one video knows. */
export function useWatch(id: string) {
  const watched = useVideo(id)
  const models = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => listModels(signal) })
  const recent = useRecent()
  const [photosGone, setPhotosGone] = useState(false)
  const { video } = watched
  const model = video && modelOf(video, models.data ?? [])
  return {
    ...watched,
    model,
    models: models.data ?? [],
    usual: video && usualWait(recent.data ?? [], video.engine, Number(video.seconds)),
    neighbours: recent.data ?? [],
    photosGone,
    setPhotosGone: () => setPhotosGone(true),
    errors: [watched.error, models.failureReason, recent.failureReason],
  }
}
