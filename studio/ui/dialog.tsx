import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type ReactNode, type SyntheticEvent } from 'react'
import { en } from '../messages/en.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Over the page, which waits behind it. The browser traps the focus, closes on Esc and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // Before it leaves the page, else the focus would be lost.
  useLayoutEffect(() => {
    const dialog = box.current
    if (dialog?.open === false) dialog.showModal()
    return () => dialog?.close()
  }, [])
  /** Not of a file chooser within, whose `cancel` bubbles. */
  function ended(event: SyntheticEvent<HTMLDialogElement>): void {
    if (event.target === event.currentTarget && !event.currentTarget.open) onClose()
  }
  return (
    <dialog
      ref={box}
      aria-labelledby={heading}
      onClose={ended}
      className="rise m-auto max-h-[min(92dvh,760px)] w-[min(560px,calc(100vw-2rem))] overflow-y-auto rounded-card border border-line-2 bg-panel p-0 text-fg shadow-float backdrop:bg-black/60 max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none"
    >
      <div className="sticky top-0 z-10 flex items-center gap-3 border-b border-line bg-panel py-2.5 pr-2.5 pl-5">
        <h2 id={heading} className="min-w-0 flex-1 truncate text-section font-semibold">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label={en.act.close}
          className="grid size-9 place-items-center rounded-control text-fg-2 hover:bg-hover hover:text-fg touch:size-11"
        >
          <X aria-hidden="true" size={18} strokeWidth={1.75} />
        </button>
      </div>
      <div className="p-5">{children}</div>
    </dialog>
  )
}
