import type { Video } from 'kinora/spec/video'
import { contentUrl } from '../../client/videos.ts'

/** A blurred copy of its own frame: the dim room takes the colour of the picture. */
export function Backdrop({ video }: { readonly video: Video }) {
  if (video.status !== 'completed') return null
  return (
    <img
      src={contentUrl(video.id, 'thumbnail')}
      alt=""
      aria-hidden="true"
      className="pointer-events-none absolute! inset-0 size-full scale-125 object-cover opacity-30 blur-3xl"
    />
  )
}
