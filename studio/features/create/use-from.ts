import { useQueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { ApiError, call } from '../../client/http.ts'
import { listModels } from '../../client/models.ts'
import { readVideo, referenceUrl } from '../../client/videos.ts'
import { modelOf } from '../video/model-of.ts'
import type { Change } from './draft.ts'
import type { Photos } from './use-photos.ts'

/** How it went: words and photos are there, or one of them is not. */
export type From = 'loading' | 'filled' | 'photos-gone' | 'gone' | 'silent' | null

/** Fills the form from an earlier video: its words, its options, and its photos where they are kept. */
export function useFrom(people: Photos, change: (change: Change) => void) {
  const client = useQueryClient()
  const [from, setFrom] = useState<From>(null)
  const latest = useRef(people)
  useEffect(() => {
    latest.current = people
  })
  async function fill(video: Video): Promise<void> {
    setFrom('loading')
    // An alias is a name for programs; the form knows the models behind them.
    const models = await client.ensureQueryData({ queryKey: ['models'], queryFn: readModels }).catch(() => [])
    change({ kind: 'take-over', video: { ...video, model: modelOf(video, models)?.id ?? video.model } })
    const files = await readPhotos(video)
    if (files.length === 1) latest.current.remove(1)
    if (files.length > 0) latest.current.put(files, 0)
    setFrom(files.length < Math.min(2, video.reference_count) ? 'photos-gone' : 'filled')
  }
  useEffect(() => {
    const id = takeFrom()
    if (id === null) return
    setFrom('loading')
    void readVideo(id, new AbortController().signal).then(
      ({ video }) => fill(video),
      (thrown: unknown) => setFrom(thrown instanceof ApiError && thrown.status === 404 ? 'gone' : 'silent'),
    )
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])
  return { from, fill }
}

const readModels = ({ signal }: { readonly signal: AbortSignal }) => listModels(signal)

/** Reads `?from=` and takes it out of the address: a reload must not undo what is typed since. */
function takeFrom(): string | null {
  const url = new URL(window.location.href)
  const id = url.searchParams.get('from')
  if (id === null) return null
  url.searchParams.delete('from')
  window.history.replaceState(null, '', url)
  return id
}

/** Person 1 first; fewer than there were where some are gone. */
async function readPhotos({ id, reference_count: count }: Video): Promise<readonly File[]> {
  const places = Array.from({ length: Math.min(2, count) }, (_, index) => index + 1)
  const files = await Promise.all(
    places.map(async (place) => {
      try {
        const blob = await (await call(referenceUrl(id, place))).blob()
        return new File([blob], `person-${place}.${blob.type.split('/')[1] ?? 'jpg'}`, { type: blob.type })
      } catch {
        return undefined // gone with the person, or the network: told by the count
      }
    }),
  )
  return files.filter((file) => file !== undefined)
}
