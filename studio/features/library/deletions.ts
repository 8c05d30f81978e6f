import type { Video } from 'kinora/spec/video'
import { ApiError } from '../../client/http.ts'
import { en } from '../../messages/en.ts'
import { isOver } from '../video/job-view.ts'
import type { Toasts } from '../toast/toasts.ts'

export interface Deletions {
  /** Gone for the eye, not yet for the server. */
  readonly hidden: () => ReadonlySet<string>
  readonly subscribe: (listener: () => void) => () => void
  readonly ask: (videos: readonly Video[]) => void
}

/** The server forgets at once and for good, so it is only told when nobody can change their mind any more. */
export function createDeletions(
  toasts: Pick<Toasts, 'add'>,
  remove: (id: string) => Promise<void>,
  gone: (ids: readonly string[]) => void,
): Deletions {
  let hidden: ReadonlySet<string> = new Set()
  const listeners = new Set<() => void>()
  const change = (next: ReadonlySet<string>): void => {
    hidden = next
    for (const listener of listeners) listener()
  }
  const show = (ids: readonly string[]): void => change(new Set([...hidden].filter((id) => !ids.includes(id))))

  /** All are sent at once: the page may be closing. */
  const send = async (ids: readonly string[]): Promise<void> => {
    const results = await Promise.allSettled(ids.map((id) => remove(id).catch(ignoreGone)))
    const failed = ids.filter((_, index) => results[index]?.status === 'rejected')
    gone(ids.filter((id) => !failed.includes(id)))
    show(ids)
    if (failed.length > 0) toasts.add({ words: en.undo.failed(failed.length) })
  }
  return {
    hidden: () => hidden,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask(videos) {
      const ids = videos.map(({ id }) => id)
      change(new Set([...hidden, ...ids]))
      toasts.add({
        words: deletedWords(videos),
        action: { label: en.undo.undo, run: () => show(ids) },
        onEnd: () => void send(ids),
      })
    },
  }
}

export function deletedWords(videos: readonly Video[]): string {
  const running = videos.filter((video) => !isOver(video))
  return [
    en.undo.deleted(videos.length),
    ...(running.length > 0 ? [en.undo.rendering(running.length)] : []),
    ...(running.some(({ cost }) => cost.estimate_usd_micros > 0) ? [en.undo.mayCharge] : []),
  ].join(' ')
}

/** Deleted in another tab a moment ago: what was wanted is so. */
function ignoreGone(thrown: unknown): void {
  if (!(thrown instanceof ApiError) || thrown.status !== 404) throw thrown
}
