import { en } from '../../messages/en.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Logo } from '../shell/logo.tsx'
import { ScreenLink } from '../shell/screen-link.tsx'

/** A link to a video that is not there, or not yet read. */
export function NotHere({ gone }: { readonly gone: boolean }) {
  if (!gone) {
    return (
      <output className="shimmer m-4 grid min-h-80 flex-1 place-items-center rounded-video text-hint text-fg-2 md:m-7">
        {en.job.loading}
      </output>
    )
  }
  return (
    <div className="col-span-full flex min-h-80 flex-1 flex-col items-center justify-center gap-2 p-4 text-center">
      <Logo size={52} />
      <h2 className="mt-2 text-section font-semibold">{en.job.gone}</h2>
      <p className="max-w-sm text-hint text-fg-2">{en.job.goneHint}</p>
      <ScreenLink href="/create" className={`${buttonLook('plain')} mt-3`}>
        {en.watch.back}
      </ScreenLink>
    </div>
  )
}
