import { ChevronDown } from 'lucide-react'
import type { VideoCounts } from '../../client/library.ts'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { countOf, SHOWN, type Filter, type Shown } from './filter.ts'
import { SearchField } from './search-field.tsx'

interface ToolbarProps {
  readonly filter: Filter
  readonly counts: VideoCounts | undefined
  readonly models: readonly Model[]
  readonly change: (change: Partial<Filter>, how?: 'push' | 'replace') => void
}

export function Toolbar({ filter, counts, models, change }: ToolbarProps) {
  return (
    <div className="-mx-4 flex flex-wrap items-center gap-x-3 gap-y-2 bg-ink px-4 pt-4 pb-2 md:sticky md:top-0 md:z-10 md:-mx-7 md:px-7">
      <SearchField q={filter.q} onSearch={(q) => change({ q }, 'replace')} />
      <fieldset className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:px-1">
        <legend className="sr-only">{en.library.filters}</legend>
        {SHOWN.map((shown) => (
          <Chip
            key={shown}
            shown={shown}
            checked={shown === filter.shown}
            count={counts && countOf(counts, shown)}
            onPick={() => change({ shown })}
          />
        ))}
        <EnginePick filter={filter} models={models} onPick={(engine) => change({ engine })} />
      </fieldset>
    </div>
  )
}

interface ChipProps {
  readonly shown: Shown
  readonly checked: boolean
  readonly count: number | undefined
  readonly onPick: () => void
}

function Chip({ shown, checked, count, onPick }: ChipProps) {
  return (
    <label className="relative flex min-h-10 shrink-0 items-center gap-2 rounded-full border border-line-2 px-3.5 text-body font-medium text-fg-2 transition-colors duration-[120ms] hover:text-fg has-checked:bg-hover has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-lamp-ring touch:min-h-11 forced-colors:has-checked:outline-2">
      <input
        type="radio"
        name="shown"
        value={shown}
        checked={checked}
        onChange={onPick}
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
      />
      <span className="whitespace-nowrap">{en.library.shown[shown]}</span>
      <span className="tabular min-w-[1ch] text-fg-2">{count?.toLocaleString('en-US')}</span>
    </label>
  )
}

interface EnginePickProps {
  readonly filter: Filter
  readonly models: readonly Model[]
  readonly onPick: (engine: string | null) => void
}

/** Also an engine that is not set up any more, where the address names one. */
function EnginePick({ filter, models, onPick }: EnginePickProps) {
  const engines = new Map(models.map(({ kinora }) => [kinora.engine, kinora.title]))
  if (filter.engine !== null && !engines.has(filter.engine)) engines.set(filter.engine, filter.engine)
  if (engines.size < 2 && filter.engine === null) return null
  return (
    <span className="relative shrink-0">
      <select
        aria-label={en.library.engine}
        value={filter.engine ?? ''}
        onChange={(event) => onPick(event.target.value || null)}
        className="min-h-10 max-w-56 appearance-none truncate rounded-full border border-line-2 bg-ink pr-9 pl-3.5 text-body font-medium text-fg-2 hover:text-fg touch:min-h-11"
      >
        <option value="">{en.library.anyEngine}</option>
        {[...engines].map(([engine, title]) => (
          <option key={engine} value={engine}>
            {title}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={15}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-fg-3"
      />
    </span>
  )
}
