import type { Video } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { factsOf } from './facts.ts'

export function JobFacts({ video, models }: { readonly video: Video; readonly models: readonly Model[] }) {
  return (
    <dl aria-label={en.job.facts} className="rounded-card border border-line-2 bg-panel px-4 py-2 text-hint">
      {factsOf(video, models).map(({ name, value }) => (
        <div key={name} className="flex justify-between gap-4 py-1.5">
          <dt className="text-fg-3">{name}</dt>
          <dd className="tabular text-right font-medium text-fg">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
