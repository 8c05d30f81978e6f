import type { ReactNode } from 'react'

interface TabHeadProps {
  readonly title: string
  readonly about: string
  /** The tab's own button. */
  readonly children?: ReactNode
}

export function TabHead({ title, about, children }: TabHeadProps) {
  return (
    <div className="mb-5 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-section font-semibold">{title}</h2>
        <p className="mt-1 max-w-prose text-hint text-fg-2">{about}</p>
      </div>
      {children}
    </div>
  )
}
