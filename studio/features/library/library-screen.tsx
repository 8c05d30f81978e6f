'use client'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import { en } from '../../messages/en.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { ScreenLink } from '../shell/screen-link.tsx'
import { Shell } from '../shell/shell.tsx'
import { useDocumentTitle } from '../shell/use-document-title.ts'
import { countOf, EVERYTHING, isEverything } from './filter.ts'
import { Grid } from './grid.tsx'
import { Toolbar } from './toolbar.tsx'
import { changeFilter, useFilter } from './use-filter.ts'
import { useLibrary, type Library } from './use-library.ts'
import { useTiles, type Tiles } from './use-tiles.ts'

/** Fetched with the first video that is chosen. */
const SelectionBar = lazy(async () => ({ default: (await import('./selection-bar.tsx')).SelectionBar }))

export function LibraryScreen() {
  useDocumentTitle(en.library.title)
  const filter = useFilter()
  const library = useLibrary(filter)
  const { list, counts, countFault, videos, models } = library
  const tiles = useTiles(library)
  const total = counts ? countOf(counts, filter.shown) : videos.length
  const chosen = videos.filter(({ id }) => tiles.chosen.has(id))
  useEscape(tiles.clear)
  const everything = isEverything(filter)
  const nothing = everything && list.data !== undefined && videos.length === 0
  return (
    <Shell
      current="library"
      heading={en.library.heading}
      subtitle={everything && counts ? en.library.videos(counts.total) : null}
      errors={[list.failureReason, countFault]}
      action={
        // Where there is nothing, the page itself says how to begin.
        !nothing && (
          <ScreenLink href="/create" className={buttonLook('lamp', 'sm')}>
            <Plus aria-hidden="true" size={16} strokeWidth={2} />
            {en.library.newVideo}
          </ScreenLink>
        )
      }
    >
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col px-4 pb-24 outline-none md:px-7">
        {nothing ? (
          <EmptyState title={en.library.empty} text={en.library.emptyHint}>
            <ScreenLink href="/create" className={buttonLook('lamp')}>
              {en.library.first}
            </ScreenLink>
          </EmptyState>
        ) : (
          <>
            <Toolbar filter={filter} counts={counts} models={models} change={changeFilter} />
            <output className="sr-only">{!everything && counts ? en.library.found(total) : ''}</output>
            <Found library={library} tiles={tiles} total={total} />
          </>
        )}
      </main>
      {chosen.length > 0 && (
        <Suspense>
          <SelectionBar
            videos={chosen}
            onRemove={() => {
              tiles.clear()
              library.remove(chosen)
            }}
            onClear={tiles.clear}
          />
        </Suspense>
      )}
    </Shell>
  )
}

interface FoundProps {
  readonly library: Library
  readonly tiles: Tiles
  readonly total: number
}

function Found({ library, tiles, total }: FoundProps) {
  const { list, videos } = library
  if (list.isError && list.data === undefined)
    return (
      <div className="mx-auto mt-6 w-full max-w-lg">
        <FaultNote words={askFaultWords(list.error)}>
          <Button size="sm" className="mt-3" onClick={() => void list.refetch()}>
            {en.library.tryAgain}
          </Button>
        </FaultNote>
      </div>
    )
  if (list.data === undefined) return <Loading />
  if (videos.length === 0)
    return (
      <EmptyState title={en.library.noMatch} text={en.library.noMatchHint}>
        <Button onClick={() => changeFilter(EVERYTHING)}>{en.library.clear}</Button>
      </EmptyState>
    )
  return (
    <>
      <Grid library={library} tiles={tiles} total={total} />
      {list.isFetchingNextPage && <output className="py-6 text-center text-hint text-fg-3">{en.library.more}</output>}
    </>
  )
}

function Loading() {
  return (
    <output className="block pt-[52px]">
      <span className="sr-only">{en.library.loading}</span>
      <span aria-hidden="true" className="flex flex-wrap gap-3">
        {Array.from({ length: 8 }, (_, index) => (
          <span key={index} className="shimmer h-[256px] w-[144px] rounded-card" />
        ))}
      </span>
    </output>
  )
}

/** Esc lets go of what is chosen, unless something on top takes it. */
function useEscape(clear: () => void): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector(':popover-open, dialog[open]'))
        clear()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
