import { Download, Trash2, X } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { archiveUrl, ZIP_MOST } from '../../client/library.ts'
import { en } from '../../messages/en.ts'
import { Button, buttonLook } from '../../ui/button.tsx'

interface SelectionBarProps {
  readonly videos: readonly Video[]
  readonly onRemove: () => void
  readonly onClear: () => void
}

/** What can be done with all that is chosen. */
export function SelectionBar({ videos, onRemove, onClear }: SelectionBarProps) {
  const ready = videos.filter(({ status }) => status === 'completed')
  const obstacle =
    ready.length === 0 ? en.selection.noneReady : ready.length > ZIP_MOST ? en.selection.tooMany(ZIP_MOST) : null
  return (
    <section
      aria-label={en.selection.label}
      className="rise fixed inset-x-4 bottom-[calc(var(--foot)+16px)] z-30 mx-auto flex w-fit max-w-[calc(100vw-32px)] flex-wrap items-center gap-2 rounded-card border border-line-2 bg-raised p-2 pl-4 shadow-float md:left-[92px]"
    >
      <output className="tabular pr-2 text-body font-semibold">{en.selection.count(videos.length)}</output>
      {obstacle === null ? (
        <a href={archiveUrl(ready.map(({ id }) => id))} download className={buttonLook('plain')}>
          <Download aria-hidden="true" size={16} strokeWidth={1.75} />
          {en.selection.download(ready.length)}
        </a>
      ) : (
        <p className="px-1 text-hint text-fg-2">{obstacle}</p>
      )}
      <Button look="leave" onClick={onRemove}>
        <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
        {en.selection.delete}
      </Button>
      <Button look="quiet" onClick={onClear}>
        <X aria-hidden="true" size={16} strokeWidth={1.75} />
        {en.selection.clear}
      </Button>
    </section>
  )
}
