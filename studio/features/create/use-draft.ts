import { useSyncExternalStore } from 'react'
import type { Change } from './draft.ts'
import { createDraftStore, UNOPENED, type DraftNow, type DraftStore } from './draft-store.ts'

let opened: DraftStore | undefined

/** One draft a tab; the prerendered page shows an empty one until the browser has looked on its shelf. */
export function useDraft(): DraftNow & { readonly change: (change: Change) => void } {
  const now = useSyncExternalStore(
    (listener) => store().subscribe(listener),
    () => store().read(),
    () => UNOPENED,
  )
  return { ...now, change: changeDraft }
}

function changeDraft(change: Change): void {
  store().change(change)
}

function store(): DraftStore {
  opened ??= createDraftStore(shelf())
  return opened
}

/** Merely naming `localStorage` throws where a browser blocks it. */
function shelf(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
