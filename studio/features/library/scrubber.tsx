import type { CSSProperties } from 'react'
import { contentUrl } from '../../client/videos.ts'
import { momentWords } from '../../words/duration.ts'
import { SIDE, STILLS, stillTime } from './stills.ts'

interface ScrubberProps {
  readonly id: string
  readonly seconds: number
  readonly still: number
}

/** One still in place of the poster, the head where it is, and its time. */
export function Scrubber({ id, seconds, still }: ScrubberProps) {
  const sheet: CSSProperties = {
    backgroundImage: `url(${contentUrl(id, 'spritesheet')})`,
    backgroundSize: `${SIDE * 100}% ${SIDE * 100}%`,
    backgroundPosition: `${((still % SIDE) * 100) / (SIDE - 1)}% ${(Math.floor(still / SIDE) * 100) / (SIDE - 1)}%`,
  }
  const share = ((still + 0.5) / STILLS) * 100
  return (
    <div aria-hidden="true" style={sheet} data-still={still} className="absolute inset-0">
      <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-[#ffc24b]" style={{ left: `${share}%` }} />
      <span
        className="tabular absolute top-12 -translate-x-1/2 rounded-[5px] bg-[#ffc24b] px-1.5 text-meta font-semibold text-[#241704]"
        style={{ left: `clamp(28px, ${share}%, calc(100% - 28px))` }}
      >
        {momentWords(stillTime(still, seconds))}
      </span>
    </div>
  )
}
