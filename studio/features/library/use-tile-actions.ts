import { useMutation } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { useState } from 'react'
import type { News } from '../../client/events.ts'
import { cancelVideo, retryVideo } from '../../client/lineage.ts'
import { en } from '../../messages/en.ts'
import { newKey } from '../create/new-key.ts'
import { studioToasts } from '../toast/toasts.ts'
import { videoPath } from '../video/video-path.ts'

/** Sends a failed video's order again. One key as long as the tile stands, so that a second press makes no second video. */
export function useRetry(id: string, hear: (news: News) => void) {
  const [key] = useState(newKey)
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => retryVideo(id, key),
    onSuccess: (video) => hear({ kind: 'video', video }),
    onError: () => studioToasts.add({ words: en.tile.notRetried }),
  })
  return { run: () => mutate(), busy: isPending, done: isSuccess }
}

export function useCancel(id: string, hear: (news: News) => void) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => cancelVideo(id),
    onSuccess: (video) => hear({ kind: 'video', video }),
    onError: () => studioToasts.add({ words: en.tile.notCancelled }),
  })
  return { run: () => mutate(), busy: isPending }
}

export function copyLink({ id }: Pick<Video, 'id'>): void {
  const link = new URL(videoPath(id), window.location.href).href
  navigator.clipboard.writeText(link).then(
    () => studioToasts.add({ words: en.tile.copied }),
    () => studioToasts.add({ words: en.tile.notCopied }),
  )
}

/** Opens Create with this video's words, people and wishes filled in. */
export function editPath(id: string): string {
  return `/create?from=${encodeURIComponent(id)}`
}
