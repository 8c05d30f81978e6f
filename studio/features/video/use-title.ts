import type { Video } from 'kinora/spec/video'
import { useEffect } from 'react'
import { en } from '../../messages/en.ts'
import { useUnseen } from '../live/unseen.ts'
import { titleOf } from './job-view.ts'

/** The tab tells how far it is, so that one can look away. */
export function useTitle(video: Video | undefined): void {
  const unseen = useUnseen()
  const title = unseen > 0 ? en.title.unseen(unseen, titleOf(video)) : titleOf(video)
  useEffect(() => {
    document.title = title
  }, [title])
}
