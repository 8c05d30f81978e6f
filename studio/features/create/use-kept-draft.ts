import { useEffect, useState, type Dispatch } from 'react'
import type { Change, Draft } from './draft.ts'
import { loadDraft, saveDraft } from './draft-storage.ts'

/** Brings the draft back when the page opens and keeps every change. True once what is shown is also kept. */
export function useKeptDraft(draft: Draft, change: Dispatch<Change>): boolean {
  const [opened, setOpened] = useState(false)
  const [kept, setKept] = useState(false)
  useEffect(() => {
    change({ kind: 'load', draft: loadDraft(window.localStorage) })
    setOpened(true)
  }, [change])
  useEffect(() => {
    if (opened) setKept(saveDraft(window.localStorage, draft))
  }, [opened, draft])
  return kept
}
