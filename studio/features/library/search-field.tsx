import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { en } from '../../messages/en.ts'
import { useLetters } from '../shell/letters.ts'
import { SEARCH_MOST } from './filter.ts'

/** Long enough that a word is asked for whole, ms. */
const PAUSE_MS = 250

interface SearchFieldProps {
  /** From the address. */
  readonly q: string
  readonly onSearch: (q: string) => void
}

export function SearchField({ q, onSearch }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(q)
  const [from, setFrom] = useState(q)
  // The address changed by itself: back, or filters cleared.
  if (from !== q) {
    setFrom(q)
    if (typed.trim() !== q) setTyped(q)
  }
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => {
    if (typed.trim() === q) return undefined
    const timer = setTimeout(() => latest.current(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, q])
  useLetters((letter) => {
    if (letter !== '/') return false
    field.current?.focus()
    return true
  })
  return (
    <search className="relative min-w-0 flex-[1_1_260px] md:max-w-[340px]">
      <Search
        aria-hidden="true"
        size={15}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-fg-3"
      />
      <input
        ref={field}
        type="search"
        dir="auto"
        value={typed}
        maxLength={SEARCH_MOST}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(typed)
        }}
        aria-label={en.library.search}
        aria-keyshortcuts="/"
        placeholder={en.library.searchHint}
        className="h-10 w-full rounded-full border border-line-2 bg-panel pr-10 pl-9 text-body placeholder:text-fg-3 touch:h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed === '' ? (
        <kbd
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 rounded-[5px] border border-line-2 px-1.5 font-sans text-meta text-fg-3 touch:hidden"
        >
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label={en.library.clearSearch}
          onClick={() => {
            setTyped('')
            onSearch('')
            field.current?.focus()
          }}
          className="absolute top-1/2 right-1 grid size-8 -translate-y-1/2 place-items-center rounded-full text-fg-2 hover:bg-hover touch:size-11"
        >
          <X aria-hidden="true" size={15} strokeWidth={1.75} />
        </button>
      )}
    </search>
  )
}
