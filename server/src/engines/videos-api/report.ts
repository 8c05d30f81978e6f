import type { Report } from '../../spec/engine.ts'
import type { JobFault } from '../../spec/video.ts'
import { clean, complaintOf, costOf, isModeration } from './answer.ts'
import type { Answer } from './answer.ts'
import { openStill, openVideo } from './files.ts'
import type { RenderHandle, Server } from './options.ts'

export function failedReport(server: Server, body: Answer['body'], state: 'failed' | 'cancelled'): Report {
  const { name, key, freeFailures } = server
  const complaint = complaintOf(body)
  const words = complaint.text === '' ? '' : ` It said: ${clean(complaint.text, key)}`
  const fault: JobFault = isModeration(complaint)
    ? { code: 'moderation_blocked', message: `The engine "${name}" refused this video by its rules.${words}` }
    : state === 'cancelled'
      ? { code: 'cancelled', message: `The engine "${name}" cancelled this video.${words}` }
      : { code: 'engine_error', message: `The engine "${name}" could not make this video.${words}` }
  return { state: 'failed', fault, costUsdMicros: readCost(server, body) ?? (freeFailures ? 0 : null) }
}

export function doneReport(server: Server, render: RenderHandle, body: Answer['body']): Report {
  const { id, model, warnings } = render
  const offer = server.offers.find((known) => known.model === model)
  const type = offer?.generative === false ? 'algorithmicMedia' : 'trainedAlgorithmicMedia'
  const mark = { type, tool: `${offer?.title ?? model} through Kinora`, title: 'AI video' } as const
  const stills = server.dialect.stills && {
    thumbnail: () => openStill(server, id, 'thumbnail'),
    spritesheet: () => openStill(server, id, 'spritesheet'),
  }
  const video = () => openVideo(server, id, body, mark)
  return { state: 'done', result: { video, ...stills, warnings, costUsdMicros: readCost(server, body) } }
}

function readCost({ dialect, alarm }: Server, body: Answer['body']): number | null {
  const cost = dialect.saysCost ? costOf(body) : null
  if (cost !== 'bad') return cost
  alarm('says it charged what cannot be meant')
  return null
}
