import type { Video } from 'kinora/spec/video'
import { referenceUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import type { Watch } from './use-watch.ts'

/** Who is in it. */
export function WatchPhotos({ video, watch }: { readonly video: Video; readonly watch: Watch }) {
  if (video.reference_count === 0) return null
  return (
    <section aria-labelledby="watch-photos">
      <h2 id="watch-photos" className="mb-2 text-label font-medium text-fg-2">
        {en.watch.photos}
      </h2>
      {watch.photosGone ? (
        <p className="text-hint text-fg-2">{en.watch.photosGone}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {Array.from({ length: video.reference_count }, (_, index) => (
            <li key={index}>
              <img
                src={referenceUrl(video.id, index + 1)}
                alt={en.watch.photo(index + 1)}
                width={64}
                height={64}
                onError={watch.setPhotosGone}
                className={`size-16 rounded-control object-cover object-[50%_12%] ${['shadow-[0_0_0_2px_var(--a)]', 'shadow-[0_0_0_2px_var(--b)]'][index] ?? ''}`}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
