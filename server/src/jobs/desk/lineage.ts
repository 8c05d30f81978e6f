import { Fault } from '../../spec/fault.ts'
import { hasEnded } from '../../spec/job.ts'
import type { Job } from '../../spec/job.ts'
import type { EditDraft, ExtendDraft, LineageDesk } from '../../spec/lineage-desk.ts'
import type { InspectVideo } from '../../spec/media.ts'
import { newSeconds } from '../../spec/order.ts'
import type { Draft, Order, Upload } from '../../spec/order.ts'
import type { Caller } from '../../spec/desk.ts'
import type { Asking } from '../../spec/requests.ts'
import { accept } from './accept.ts'
import type { Wanted } from './accept.ts'
import { cancelVideo } from '../cancel.ts'
import type { DeskParts } from './desk.ts'
import { NO_HERITAGE, remixOf, retryOf } from './heritage.ts'
import { answerOnce } from './repeats.ts'
import type { Request } from './repeats.ts'
import { createRoutes } from './routes.ts'
import type { Routes } from './routes.ts'
import { checkSource, completedJob, countExtensions, inspectUpload, ownJob, wholeSeconds } from './sources.ts'
import { systemTiming } from '../timing.ts'

export type LineageParts = DeskParts & { readonly inspect: InspectVideo }

type Made = Pick<Wanted, 'draft' | 'route' | 'heritage'>
type Tools = Pick<LineageParts, 'store' | 'inspect'> & { readonly routes: Routes; readonly owner: string }

/** The desk for videos made from videos. */
export function createLineageDesk(given: LineageParts): LineageDesk {
  const { timing = systemTiming, onTrouble = () => undefined, store, inspect } = given
  const parts = { ...given, timing, onTrouble, now: timing.now }
  const routes = createRoutes(parts.engines, parts.aliases, 0)
  const make = (
    request: Pick<Request, 'what' | 'fields'> & { readonly uploads?: readonly Upload[] } & Pick<Draft, 'consent'>,
    { owner, keyId }: Caller,
    asking: Asking | undefined,
    prepare: (tools: Tools) => Promise<Made>,
  ) =>
    answerOnce(parts, { uploads: [], ...request, owner, asking }, async (asked, signal) => {
      const { draft, ...made } = await prepare({ store, inspect, routes, owner })
      const { consent } = request
      return accept(parts, { ...made, draft: { ...draft, ...(consent && { consent }) }, keyId, asked, signal })
    })
  return {
    remix: (id, { prompt, ...given }, caller, asking) =>
      make({ what: 'remix', fields: { id, prompt, ...given }, ...given }, caller, asking, async (tools) => {
        const { job } = await completedJob(store, tools.owner, id)
        return { draft: draftOf(job, { prompt }), route: routes.find(job.model), heritage: remixOf(job) }
      }),
    edit: (draft, caller, asking) =>
      make({ what: 'edit', ...told(draft) }, caller, asking, (tools) => prepareEdit(tools, draft)),
    extend: (draft, caller, asking) =>
      make({ what: 'extend', ...told(draft) }, caller, asking, (tools) => prepareExtend(tools, draft)),
    retry: (id, caller, asking) =>
      make({ what: 'retry', fields: { id } }, caller, asking, async (tools) => {
        const job = await ownJob(store, tools.owner, id)
        if (!hasEnded(job)) {
          throw new Fault('video_not_completed', `Video ${id} has not ended yet. Cancel it first, or wait for its end.`)
        }
        const draft = draftOf(job, { seed: job.order.seed, seconds: newSeconds(job.order), priority: job.priority })
        return { draft, route: routes.find(job.model), heritage: retryOf(job) }
      }),
    cancel: (id, caller) => cancelVideo(parts, caller, id),
  }
}

/** What tells a request from others: a draft's fields, and the bytes of its upload. */
function told({
  video,
  ...fields
}: EditDraft): { fields: object; uploads: readonly Upload[] } & Pick<Draft, 'consent'> {
  const given = fields.consent ? { consent: fields.consent } : {}
  if ('id' in video) return { fields: { ...fields, id: video.id }, uploads: [], ...given }
  return { fields, uploads: [video], ...given }
}

/** An order as it would be asked for again. Without a seed, new words bring their own. */
function draftOf({ order }: { readonly order: Order }, changes: Partial<Draft>): Draft {
  const { prompt, seconds, width, height, quality } = order
  return { prompt, seconds, size: { width, height }, quality, uploads: [], ...changes }
}

async function prepareEdit(tools: Tools, { prompt, video, model }: EditDraft): Promise<Made> {
  if (!('id' in video)) return ofUpload(tools, 'edit', { prompt, video, model })
  const { job, key } = await completedJob(tools.store, tools.owner, video.id)
  const route = routeOf(tools.routes, job, model)
  checkSource(route.offer, 'edit', job)
  const { seed, seconds, source: before } = job.order
  const source = {
    kind: 'edit',
    made: madeBy(job),
    seconds,
    extensions: before?.extensions ?? 0,
    from: { key },
  } as const
  return { draft: draftOf(job, { prompt, seed }), route, heritage: { ...remixOf(job), source } }
}

async function prepareExtend(tools: Tools, { prompt, seconds, video, model }: ExtendDraft): Promise<Made> {
  if (!('id' in video)) return ofUpload(tools, 'extend', { prompt, seconds, video, model })
  const { job, key } = await completedJob(tools.store, tools.owner, video.id)
  const route = routeOf(tools.routes, job, model)
  checkSource(route.offer, 'extend', job)
  const before = job.order.seconds
  const extensions = countExtensions(job.order.source, before, seconds)
  const source = { kind: 'extend', made: madeBy(job), seconds: before, extensions, from: { key } } as const
  return { draft: draftOf(job, { prompt, seconds }), route, heritage: { ...remixOf(job), source } }
}

interface UploadDraft {
  readonly prompt: string
  readonly video: Upload
  readonly seconds?: number
  readonly model: string | undefined
}

async function ofUpload(tools: Tools, kind: 'edit' | 'extend', asked: UploadDraft): Promise<Made> {
  const { prompt, video, model } = asked
  if (model === undefined) {
    const rule = "Missing required parameter: 'model'. An uploaded video does not name one."
    throw new Fault('missing_required_parameter', rule, { param: 'model' })
  }
  const route = tools.routes.find(model)
  checkSource(route.offer, kind, undefined)
  const facts = await inspectUpload(tools.inspect, video)
  const whole = wholeSeconds(facts.seconds)
  const extensions = asked.seconds === undefined ? 0 : countExtensions(undefined, whole, asked.seconds)
  const from = { path: video.path }
  const source = { kind, made: 'elsewhere', seconds: whole, extensions, from } as const
  const size = { width: facts.width, height: facts.height }
  const draft = { prompt, seconds: asked.seconds ?? whole, size, uploads: [] }
  const held = whole - facts.seconds
  const spare = kind === 'edit' ? 'the new one is made' : 'its last picture is held to'
  const warnings = held < 0.1 ? [] : [`The uploaded video lasts ${facts.seconds.toFixed(2)} s; ${spare} ${whole} s.`]
  return { draft, route, heritage: { ...NO_HERITAGE, source, warnings } }
}

/** Whether anything in it came from elsewhere. */
function madeBy({ order }: Job): 'here' | 'elsewhere' {
  return order.source?.made ?? 'here'
}

/** A video's own model; another name for it is fine too. */
function routeOf(routes: Routes, job: Job, model: string | undefined): Wanted['route'] {
  const own = routes.find(job.model)
  const asked = routes.find(model ?? job.model)
  if (asked.engine === own.engine && asked.offer === own.offer) return asked
  const rule = `Invalid value: '${asked.model}'. The video was made by '${own.model}': leave the model out, or send that.`
  throw new Fault('invalid_value', rule, { param: 'model' })
}
