import { changeDraft, START, type Change, type Draft } from './draft.ts'
import { loadDraft, saveDraft, type Shelf } from './draft-storage.ts'

export interface DraftNow {
  readonly draft: Draft
  /** What is shown is also kept. */
  readonly kept: boolean
}

/** Before the page runs in a browser. */
export const UNOPENED: DraftNow = { draft: START, kept: false }

export interface DraftStore {
  read(): DraftNow
  change(change: Change): void
  subscribe(listener: () => void): () => void
}

/** The draft and its shelf in one: read once, written with every change. Null: nothing can be kept here. */
export function createDraftStore(shelf: Shelf | null): DraftStore {
  const listeners = new Set<() => void>()
  const draft = shelf === null ? START : loadDraft(shelf)
  let now: DraftNow = { draft, kept: shelf !== null }
  return {
    read: () => now,
    change(change) {
      const draft = changeDraft(now.draft, change)
      now = { draft, kept: shelf !== null && saveDraft(shelf, draft) }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
