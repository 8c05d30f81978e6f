import type { Video } from 'kinora/spec/video'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { aboutWords, secondsWords } from '../../words/duration.ts'
import { frameOf } from '../../words/frame.ts'
import { moneyWords } from '../../words/money.ts'

export interface Fact {
  readonly name: string
  readonly value: string
}

export function factsOf(video: Video, models: readonly Model[]): readonly Fact[] {
  const title = models.find(({ kinora }) => kinora.engine === video.engine)?.kinora.title ?? video.engine
  const facts: Fact[] = [
    { name: en.job.engine, value: title },
    { name: en.job.size, value: frameOf(video.size)?.pixels ?? video.size },
    { name: en.job.length, value: secondsWords(video.seconds) },
    { name: en.job.quality, value: en.look[video.quality] },
    { name: en.job.cost, value: costWords(video) },
  ]
  if (video.status === 'completed' && video.completed_at !== null) {
    facts.push({ name: en.job.madeIn, value: aboutWords(video.completed_at - video.created_at) })
  }
  return facts
}

/** Until the bill is known, what is shown is an estimate and says so. */
function costWords({ cost }: Video): string {
  if (cost.final_usd_micros !== null) return moneyWords(cost.final_usd_micros)
  const words = moneyWords(cost.estimate_usd_micros)
  return cost.estimate_usd_micros === 0 ? words : en.job.estimated(words)
}
