export interface Toast {
  readonly id: number
  readonly words: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** What the note announced becomes true: its time is over, or it was closed. Not after its action. */
  readonly onEnd?: () => void
}

export interface Toasts {
  readonly read: () => readonly Toast[]
  readonly subscribe: (listener: () => void) => () => void
  readonly add: (toast: Omit<Toast, 'id'>) => void
  readonly act: (id: number) => void
  readonly close: (id: number) => void
  /** While someone reads or holds it, its time stands still. */
  readonly hold: (id: number) => void
  readonly letGo: (id: number) => void
  /** The page is left: nothing can be taken back any more. */
  readonly closeAll: () => void
}

/** Long enough to read it, think and press (studio-design.md 6). */
const SHOWN_MS = 10_000

/** Runs `work` once after so many ms; returns how to forget it. */
export type Later = (ms: number, work: () => void) => () => void

/** Notes at the foot of the page, across all screens. */
export function createToasts(later: Later): Toasts {
  let toasts: readonly Toast[] = []
  let count = 0
  const listeners = new Set<() => void>()
  const timers = new Map<number, () => void>()

  const take = (id: number): Toast | undefined => {
    const toast = toasts.find((one) => one.id === id)
    timers.get(id)?.()
    timers.delete(id)
    toasts = toasts.filter((one) => one.id !== id)
    for (const listener of listeners) listener()
    return toast
  }
  const close = (id: number): void => take(id)?.onEnd?.()
  const start = (id: number): void =>
    void timers.set(
      id,
      later(SHOWN_MS, () => close(id)),
    )
  return {
    read: () => toasts,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(toast) {
      count += 1
      const id = count
      toasts = [...toasts, { ...toast, id }]
      start(id)
      for (const listener of listeners) listener()
    },
    act: (id) => take(id)?.action?.run(),
    close,
    hold: (id) => timers.get(id)?.(),
    letGo(id) {
      timers.get(id)?.()
      if (toasts.some((one) => one.id === id)) start(id)
    },
    closeAll() {
      for (const { id } of toasts) close(id)
    },
  }
}

/** The notes of this tab. */
export const studioToasts = createToasts((ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
})
