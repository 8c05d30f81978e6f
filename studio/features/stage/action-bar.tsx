import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { secondsWords } from '../../words/duration.ts'
import { moneyWords } from '../../words/money.ts'
import type { Create } from '../create/use-create.ts'
import { stateWords } from '../video/job-view.ts'
import { openVideo } from '../video/use-video-id.ts'
import { GenerateButton } from './generate-block.tsx'

/** Narrow windows: what is needed to start stays at the foot. */
export function ActionBar({ create, video }: { readonly create: Create; readonly video: Video | undefined }) {
  const { price, wishes } = create
  return (
    <section
      aria-label={en.generate.label}
      className="sticky bottom-(--foot) z-10 mt-auto flex items-center gap-3 border-t border-line bg-ink px-4 py-3 md:px-7 lg:hidden"
    >
      {video ? (
        <>
          <p className="tabular min-w-0 flex-1 text-section font-semibold">{stateWords(video)}</p>
          <Button className="min-h-13 flex-1 rounded-card" onClick={() => openVideo(null)}>
            {en.job.another}
          </Button>
        </>
      ) : (
        <>
          <p className="tabular min-w-0">
            <span className="block text-section font-semibold">{price === undefined ? '' : moneyWords(price)}</span>
            <span className="block text-meta text-fg-3">{wishes && secondsWords(wishes.seconds)}</span>
          </p>
          <Button className="min-h-13 rounded-card" onClick={() => showStage()}>
            {en.generate.preview}
          </Button>
          <div className="flex-1">
            <GenerateButton create={create} size="md" />
          </div>
        </>
      )}
    </section>
  )
}

function showStage(): void {
  const stage = document.querySelector<HTMLElement>('#stage')
  stage?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  stage?.focus({ preventScroll: true })
}
