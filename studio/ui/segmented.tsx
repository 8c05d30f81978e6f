import type { ReactNode } from 'react'

export interface Segment<T extends string | number> {
  readonly value: T
  readonly label: ReactNode
  /** Where the label alone would not tell a screen reader. */
  readonly name?: string
}

interface SegmentedProps<T extends string | number> {
  readonly legend: string
  readonly name: string
  readonly segments: readonly Segment<T>[]
  readonly value: T
  readonly onPick: (value: T) => void
  /** For long labels: columns that wrap instead of one row. */
  readonly wide?: boolean
}

/** One of a few: a radio group, so arrows move and one Tab passes. */
export function Segmented<T extends string | number>({
  legend,
  name,
  segments,
  value,
  onPick,
  wide = false,
}: SegmentedProps<T>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-label font-medium text-fg-2">{legend}</legend>
      <div
        className={`${wide ? 'grid grid-cols-[repeat(auto-fill,minmax(128px,1fr))]' : 'flex flex-wrap'} gap-1 rounded-[12px] border border-line-2 bg-panel p-1`}
      >
        {segments.map((segment) => (
          <label
            key={segment.value}
            className="relative flex min-h-9 min-w-11 flex-auto items-center justify-center rounded-control px-2.5 text-center text-body font-medium text-fg-2 transition-colors duration-[120ms] hover:text-fg has-checked:bg-hover has-checked:text-fg has-checked:shadow-[inset_0_0_0_1px_var(--line-2)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-lamp-ring touch:min-h-11 forced-colors:has-checked:outline-2"
          >
            <input
              type="radio"
              name={name}
              value={segment.value}
              checked={segment.value === value}
              onChange={() => onPick(segment.value)}
              aria-label={segment.name}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            <span className="tabular whitespace-nowrap">{segment.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
