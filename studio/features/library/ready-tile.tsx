import type { Video } from 'kinora/spec/video'
import { useState } from 'react'
import { contentUrl } from '../../client/videos.ts'
import { Scrubber } from './scrubber.tsx'

interface ReadyTileProps {
  readonly video: Video
  readonly eager: boolean
  /** Shown in place of the poster. */
  readonly still: number | null
}

export function ReadyTile({ video, eager, still }: ReadyTileProps) {
  const [broken, setBroken] = useState(false)
  return (
    <>
      {!broken && (
        <img
          src={contentUrl(video.id, 'thumbnail')}
          alt=""
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
      {still !== null && <Scrubber id={video.id} seconds={Number(video.seconds)} still={still} />}
    </>
  )
}
