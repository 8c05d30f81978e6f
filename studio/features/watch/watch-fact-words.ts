import type { Video } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import type { ShownFact } from '../../ui/fact-list.tsx'
import { aboutWords, secondsWords } from '../../words/duration.ts'
import { frameOf } from '../../words/frame.ts'
import { moneyWords } from '../../words/money.ts'
import { whenWords } from '../../words/when.ts'
import { modelOf } from '../video/model-of.ts'

/** What is known of a video, in words. Until the bill is there, a price is an estimate and says so. */
export function watchFacts(video: Video, models: readonly Model[]): readonly ShownFact[] {
  const { remixed_from_video_id: from, retry_of: again, expires_at: expires, completed_at: completed } = video
  const facts: (ShownFact | null)[] = [
    { name: en.job.engine, value: modelOf(video, models)?.kinora.title ?? video.engine },
    { name: en.job.size, value: frameOf(video.size)?.pixels ?? video.size },
    { name: en.job.length, value: secondsWords(video.seconds) },
    { name: en.job.quality, value: en.look[video.quality] },
    { name: en.watch.seed, value: String(video.seed) },
    { name: en.watch.final, value: costWords(video) },
    { name: en.watch.charge, value: en.chargeState[video.charge] },
    { name: completed === null ? en.watch.asked : en.watch.made, value: whenWords(completed ?? video.created_at) },
    completed === null ? null : { name: en.watch.took, value: aboutWords(completed - video.created_at) },
    expires === null ? null : { name: en.watch.expires, value: whenWords(expires) },
    from === null ? null : { name: en.watch.from, value: en.watch.earlier, href: `/v/${from}` },
    again === null ? null : { name: en.watch.again, value: en.watch.earlier, href: `/v/${again}` },
  ]
  return facts.filter((fact) => fact !== null)
}

function costWords({ cost, status }: Video): string {
  const estimate = moneyWords(cost.estimate_usd_micros)
  if (cost.final_usd_micros === null) return cost.estimate_usd_micros === 0 ? estimate : en.watch.estimate(estimate)
  const final =
    cost.final_usd_micros === 0 && status === 'failed' ? en.watch.nothing : moneyWords(cost.final_usd_micros)
  return final === estimate || cost.estimate_usd_micros === 0 ? final : en.watch.estimateAnd(final, estimate)
}
