import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { removeBeyondPage } from '../../client/library.ts'
import { studioToasts } from '../toast/toasts.ts'
import { createDeletions, type Deletions } from './deletions.ts'
import { without, type Pages } from './pages.ts'

const NONE: ReadonlySet<string> = new Set()
let opened: Deletions | undefined

/** One for the tab: a note outlives the screen it was made on. */
export function useDeletions(): Pick<Deletions, 'ask'> & { readonly hidden: ReadonlySet<string> } {
  const client = useQueryClient()
  opened ??= createDeletions(studioToasts, removeBeyondPage, (ids) => forget(client, ids))
  const { ask, subscribe, hidden } = opened
  return { ask, hidden: useSyncExternalStore(subscribe, hidden, () => NONE) }
}

function forget(client: QueryClient, ids: readonly string[]): void {
  const gone = new Set(ids)
  client.setQueriesData<Pages>({ queryKey: ['library', 'list'] }, (pages) => pages && without(pages, gone))
  for (const queryKey of [['library', 'counts'], ['recent'], ['videos']]) void client.invalidateQueries({ queryKey })
}
