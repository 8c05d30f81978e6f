import type { Video } from 'kinora/spec/video'
import { useEffect } from 'react'
import { titleOf } from './job-view.ts'

/** The tab tells how far it is, so that one can look away. */
export function useTitle(video: Video | undefined): void {
  const title = titleOf(video)
  useEffect(() => {
    document.title = title
  }, [title])
}
