import type { CSSProperties, ReactNode } from 'react'

interface FitFrameProps {
  /** Px; only their relation counts. */
  readonly width: number
  readonly height: number
  readonly children: ReactNode
}

/** The largest box of this shape: in a wide window as high as its parent, else as high as leaves room to read on. */
export function FitFrame({ width, height, children }: FitFrameProps) {
  const shape: CSSProperties & Record<'--shape', number> = {
    '--shape': width / height,
    aspectRatio: `${width} / ${height}`,
  }
  return (
    <div className="grid place-items-center xl:size-full xl:items-start xl:[container-type:size]">
      <div
        style={shape}
        className="relative w-[min(100%,calc(min(62dvh,560px)*var(--shape)))] overflow-hidden rounded-video bg-panel shadow-[inset_0_0_0_1px_var(--line)] lg:w-[min(100%,calc(max(300px,48dvh)*var(--shape)))] xl:w-[min(100cqw,calc(100cqh*var(--shape)))]"
      >
        {children}
      </div>
    </div>
  )
}
