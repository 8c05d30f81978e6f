import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../shell/logo.tsx'
import { openVideo } from '../video/use-video-id.ts'

/** A link to a video that is not there, or not yet read. */
export function MissingJob({ gone }: { readonly gone: boolean }) {
  if (!gone) {
    return (
      <output className="shimmer grid min-h-80 flex-1 place-items-center rounded-card text-hint text-fg-2">
        {en.job.loading}
      </output>
    )
  }
  return (
    <div className="flex min-h-80 flex-1 flex-col items-center justify-center gap-2 text-center">
      <Logo size={52} />
      <h2 className="mt-2 text-section font-semibold">{en.job.gone}</h2>
      <p className="max-w-sm text-hint text-fg-2">{en.job.goneHint}</p>
      <Button className="mt-3" onClick={() => openVideo(null, 'replace')}>
        {en.job.back}
      </Button>
    </div>
  )
}
