import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface SecretDialogProps {
  readonly title: string
  readonly about: string
  readonly secret: string
  /** What it is called when it is copied. */
  readonly what: string
  readonly onClose: () => void
}

/** A secret that is told once: it lives in this dialog and nowhere else. */
export function SecretDialog({ title, about, secret, what, onClose }: SecretDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="text-body text-fg-2">{about}</p>
      <p
        data-testid="secret"
        className="mt-4 rounded-control border border-line-2 bg-ink p-3 font-mono text-body break-all text-fg select-all"
      >
        {secret}
      </p>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
        <CopyButton text={secret} what={what} />
        <Button look="lamp" onClick={onClose}>
          {en.keys.done}
        </Button>
      </div>
    </Dialog>
  )
}
