import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { useGo } from '../shell/go.ts'
import { useLetters } from '../shell/letters.ts'
import { ScreenLink } from '../shell/screen-link.tsx'

const LOOK =
  'on-picture grid size-11 border border-white/20 place-items-center rounded-full transition-colors duration-[120ms] hover:bg-black lg:absolute! lg:top-1/2 lg:-translate-y-1/2'

/** The videos before and after this one, newest first; J and K go there too. */
export function Neighbours({ id, videos }: { readonly id: string; readonly videos: readonly Video[] }) {
  const go = useGo()
  const place = videos.findIndex((video) => video.id === id)
  const newer = place > 0 ? videos[place - 1] : undefined
  const older = place >= 0 ? videos[place + 1] : undefined
  useLetters((letter) => {
    const to = { k: newer, j: older }[letter]
    if (to !== undefined) go(pathOf(to))
    return to !== undefined
  })
  return (
    <nav aria-label={en.recent.heading} className="static! flex justify-between max-lg:mt-3">
      {newer ? (
        <ScreenLink
          href={pathOf(newer)}
          aria-label={en.watch.newer}
          title={en.watch.newer}
          className={`${LOOK} lg:left-4`}
        >
          <ChevronLeft aria-hidden="true" size={19} strokeWidth={1.75} />
        </ScreenLink>
      ) : (
        <span />
      )}
      {older && (
        <ScreenLink
          href={pathOf(older)}
          aria-label={en.watch.older}
          title={en.watch.older}
          className={`${LOOK} lg:right-4`}
        >
          <ChevronRight aria-hidden="true" size={19} strokeWidth={1.75} />
        </ScreenLink>
      )}
    </nav>
  )
}

function pathOf({ id }: Video): string {
  return `/v/${encodeURIComponent(id)}`
}
