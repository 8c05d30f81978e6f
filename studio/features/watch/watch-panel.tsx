import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { CodeTabs } from '../../ui/code-tabs.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { codeFor } from '../code/order-code.ts'
import { useGo } from '../shell/go.ts'
import { RemoveButton } from '../stage/remove-button.tsx'
import { Warnings } from '../stage/warnings.tsx'
import { isOver } from '../video/job-view.ts'
import { CancelButton } from './cancel-button.tsx'
import { DoneActions } from './done-actions.tsx'
import { FailureCard } from './failure-card.tsx'
import { NotifyOffer } from '../video/notify-offer.tsx'
import { ProvenancePanel } from './provenance-panel.tsx'
import type { Watch } from './use-watch.ts'
import { WatchFacts } from './watch-facts.tsx'
import { WatchPhotos } from './watch-photos.tsx'

/** Beside the player: what can be done with the video, what it is, and where it comes from. */
export function WatchPanel({ watch, video }: { readonly watch: Watch; readonly video: Video }) {
  const go = useGo()
  return (
    <aside
      aria-label={en.watch.actions}
      className="flex min-h-0 min-w-0 flex-col gap-5 p-4 max-lg:border-t max-lg:border-line md:p-7 lg:overflow-y-auto lg:border-l lg:border-line lg:[scrollbar-width:thin]"
    >
      {video.status === 'completed' && <DoneActions video={video} model={watch.model} />}
      {video.status === 'failed' && <FailureCard video={video} requestId={watch.requestId ?? null} />}
      {!isOver(video) && (
        <>
          <CancelButton video={video} />
          <NotifyOffer />
        </>
      )}
      {video.warnings.length > 0 && <Warnings lines={video.warnings} />}
      <section aria-labelledby="watch-prompt">
        <div className="flex items-center justify-between gap-2">
          <h2 id="watch-prompt" className="text-label font-medium text-fg-2">
            {en.job.prompt}
          </h2>
          <CopyButton text={video.prompt} what={en.copy.prompt} look="quiet" className="-mr-2.5" />
        </div>
        <p dir="auto" className="mt-1 max-h-60 overflow-y-auto text-prompt break-words whitespace-pre-wrap text-fg">
          {video.prompt}
        </p>
      </section>
      <WatchPhotos video={video} watch={watch} />
      <WatchFacts video={video} models={watch.models} />
      {video.status === 'completed' && <ProvenancePanel id={video.id} generative={watch.model?.kinora.generative} />}
      <UseFromCode video={video} watch={watch} />
      {isOver(video) && <RemoveButton video={video} then={() => go('/library')} />}
    </aside>
  )
}

function UseFromCode({ video, watch }: { readonly video: Video; readonly watch: Watch }) {
  const tabs = codeFor(
    {
      base: `${window.location.origin}/v1`,
      model: video.model,
      prompt: video.prompt,
      seconds: video.seconds,
      size: video.size,
      quality: video.quality,
      seed: video.seed,
      photos: video.reference_count,
      consent: video.reference_count > 0 && (watch.model?.kinora.people.photos_go_to ?? null) !== null,
    },
    video.status === 'completed' ? video.id : undefined,
  )
  return (
    <section aria-labelledby="watch-code">
      <h2 id="watch-code" className="mb-2 text-label font-medium text-fg-2">
        {en.code.heading}
      </h2>
      <CodeTabs label={en.code.heading} tabs={tabs} />
      <p className="mt-2 text-meta text-fg-3">
        {en.code.hint('KINORA_API_KEY')} {video.reference_count > 0 && en.code.photosHint}
      </p>
    </section>
  )
}
