import type { ReactNode } from 'react'

/** The picture, as large as the window allows, and beside or below it what belongs to it. */
export function StageFrame({ frame, aside }: { readonly frame: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className="grid min-h-0 flex-1 gap-5 md:grid-cols-[minmax(0,1fr)_270px] lg:grid-cols-1 xl:grid-cols-[minmax(0,1fr)_270px] lg:max-xl:grid-rows-[minmax(260px,1fr)_auto]">
      <div className="h-[min(62dvh,560px)] min-h-0 lg:h-auto lg:min-h-[260px]">{frame}</div>
      <div className="flex min-h-0 min-w-0 flex-col gap-4">{aside}</div>
    </div>
  )
}
