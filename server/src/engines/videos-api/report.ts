import type { Report } from '../../spec/engine.ts'
import type { JobFault } from '../../spec/video.ts'
import { clean, complaintOf, costOf, isModeration } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Dialect } from './dialects.ts'
import { openStill, openVideo } from './files.ts'
import type { Source } from './files.ts'
import type { RenderHandle, VideosApiOptions } from './options.ts'

type Teller = Pick<VideosApiOptions, 'name' | 'key' | 'offers' | 'freeFailures'> & {
  readonly dialect: Dialect
  readonly alarm: (what: string) => void
}

export function failedReport(teller: Teller, body: Answer['body'], state: 'failed' | 'cancelled'): Report {
  const { name, key, freeFailures } = teller
  const complaint = complaintOf(body)
  const words = complaint.text === '' ? '' : ` It said: ${clean(complaint.text, key)}`
  const fault: JobFault = isModeration(complaint)
    ? { code: 'moderation_blocked', message: `The engine "${name}" refused this video by its rules.${words}` }
    : state === 'cancelled'
      ? { code: 'cancelled', message: `The engine "${name}" cancelled this video.${words}` }
      : { code: 'engine_error', message: `The engine "${name}" could not make this video.${words}` }
  return { state: 'failed', fault, costUsdMicros: readCost(teller, body) ?? (freeFailures ? 0 : null) }
}

export function doneReport(teller: Teller, source: Source, render: RenderHandle, body: Answer['body']): Report {
  const { id, model, warnings } = render
  const offer = teller.offers.find((known) => known.model === model)
  const type = offer?.generative === false ? 'algorithmicMedia' : 'trainedAlgorithmicMedia'
  const mark = { type, tool: `${offer?.title ?? model} through Kinora`, title: 'AI video' } as const
  const stills = teller.dialect.stills && {
    thumbnail: () => openStill(source, id, 'thumbnail'),
    spritesheet: () => openStill(source, id, 'spritesheet'),
  }
  const video = () => openVideo(source, id, body, mark)
  return { state: 'done', result: { video, ...stills, warnings, costUsdMicros: readCost(teller, body) } }
}

function readCost({ dialect, alarm }: Teller, body: Answer['body']): number | null {
  const cost = dialect.saysCost ? costOf(body) : null
  if (cost !== 'bad') return cost
  alarm('says it charged what cannot be meant')
  return null
}
