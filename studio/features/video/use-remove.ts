import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { ApiError } from '../../client/http.ts'
import { removeVideo } from '../../client/videos.ts'

/** Cancels a running video, deletes a finished one; the wire knows one word for both. */
export function useRemove(id: string, then: () => void) {
  const client = useQueryClient()
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => removeVideo(id).catch(ignoreGone),
    onSuccess: () => {
      then()
      client.removeQueries({ queryKey: ['video', id] })
      client.setQueryData<readonly Video[]>(['recent'], (list) => list?.filter((video) => video.id !== id))
      void client.invalidateQueries({ queryKey: ['recent'] })
      void client.invalidateQueries({ queryKey: ['videos'] })
    },
  })
  return { run: () => mutate(), busy: isPending, failed: isError }
}

/** Deleted in another tab a moment ago: what was wanted is so. */
function ignoreGone(thrown: unknown): void {
  if (!(thrown instanceof ApiError) || thrown.status !== 404) throw thrown
}
