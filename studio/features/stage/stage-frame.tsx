import type { ReactNode } from 'react'

interface StageFrameProps {
  readonly frame: ReactNode
  /** Scrolls by itself where the window is short. */
  readonly aside: ReactNode
  /** Always in view. */
  readonly foot: ReactNode
}

/** The picture, as large as the window allows, and beside or below it what belongs to it. */
export function StageFrame({ frame, aside, foot }: StageFrameProps) {
  return (
    <div className="grid min-h-0 flex-1 gap-5 md:grid-cols-[minmax(0,1fr)_270px] lg:max-xl:grid-cols-1 xl:grid-rows-[minmax(0,1fr)]">
      <div className="min-h-0">{frame}</div>
      <div className="flex min-h-0 min-w-0 flex-col gap-4">
        <div className="-m-1 flex min-h-0 flex-1 flex-col gap-4 p-1 xl:overflow-y-auto xl:[scrollbar-width:thin]">
          {aside}
        </div>
        <div className="shrink-0 bg-ink lg:max-xl:sticky lg:max-xl:-bottom-6 lg:max-xl:py-3">{foot}</div>
      </div>
    </div>
  )
}
