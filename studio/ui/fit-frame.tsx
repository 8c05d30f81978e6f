import type { ReactNode } from 'react'

interface FitFrameProps {
  /** Px; only their relation counts. */
  readonly width: number
  readonly height: number
  readonly children: ReactNode
}

/** The largest box of this shape that fits in its parent, which must have a height of its own. */
export function FitFrame({ width, height, children }: FitFrameProps) {
  return (
    <div className="grid size-full place-items-center [container-type:size] xl:items-start">
      <div
        className="relative overflow-hidden rounded-video bg-panel shadow-[inset_0_0_0_1px_var(--line)]"
        style={{ width: `min(100cqw, calc(100cqh * ${width} / ${height}))`, aspectRatio: `${width} / ${height}` }}
      >
        {children}
      </div>
    </div>
  )
}
