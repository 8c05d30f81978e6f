import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { useState } from 'react'
import { cancelVideo, extendVideo, retryVideo, type Extension } from '../../client/lineage.ts'
import { newKey } from '../create/new-key.ts'
import { useGo } from '../shell/go.ts'
import { follow } from '../video/follow.ts'

/** A new video from this one; pressed twice, or sent again after a lost answer, it stays one. */
export function useAgain() {
  const client = useQueryClient()
  const go = useGo()
  const [key, setKey] = useState(newKey)
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wish: { readonly retry: string } | { readonly extend: Extension }) =>
      'retry' in wish ? retryVideo(wish.retry, key) : extendVideo(wish.extend, key),
    onSuccess: (video) => {
      setKey(newKey())
      client.setQueryData(['video', video.id], seen(video))
      void client.invalidateQueries({ queryKey: ['recent'] })
      void client.invalidateQueries({ queryKey: ['videos'] })
      go(`/v/${encodeURIComponent(video.id)}`)
    },
  })
  return { run: mutate, renew: () => setKey(newKey()), busy: isPending, error }
}

/** Stops a render; the page stays, and shows what became of it. */
export function useCancel(id: string) {
  const client = useQueryClient()
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => cancelVideo(id),
    onSuccess: (video) => client.setQueryData(['video', id], seen(video)),
  })
  return { run: () => mutate(), busy: isPending, failed: isError }
}

function seen(video: Video) {
  return follow(undefined, { video, askAgainMs: 500, atMs: Date.now() })
}
