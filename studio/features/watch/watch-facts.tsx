import type { Video } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { watchFacts } from './watch-fact-words.ts'

export function WatchFacts({ video, models }: { readonly video: Video; readonly models: readonly Model[] }) {
  return <FactList label={en.job.facts} facts={watchFacts(video, models)} />
}
