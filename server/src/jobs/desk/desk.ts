import type { Desk } from '../../spec/desk.ts'
import { Fault } from '../../spec/fault.ts'
import { accept } from './accept.ts'
import type { AcceptParts } from './accept.ts'
import { contentOf, referenceOf } from '../content.ts'
import { fitDraft } from './fit-draft.ts'
import { createHealthBoard } from '../health.ts'
import { countVideos, listVideos } from '../list-videos.ts'
import { openPhotos } from './open-photos.ts'
import type { Pauses } from '../drive/pauses.ts'
import { removeJob } from '../remove.ts'
import type { RemoveParts } from '../remove.ts'
import { answerOnce } from './repeats.ts'
import { createRoutes } from './routes.ts'
import { systemTiming } from '../timing.ts'
import { toVideo } from '../to-video.ts'

export type DeskParts = Omit<AcceptParts, 'now'> &
  Pick<RemoveParts, 'engines'> &
  Partial<Pick<RemoveParts, 'timing' | 'onTrouble'>> & {
    /** Further names of models: alias to an engine's own model. */
    readonly aliases: Readonly<Record<string, string>>
    /** Engines that take nothing now, as the driver knows them. */
    readonly pauses?: Pauses
  }

/** The front of the jobs room. Driving the jobs is the driver's part; they meet only in the store and the queue. */
export function createDesk(given: DeskParts): Desk {
  const { timing = systemTiming, onTrouble = () => undefined } = given
  const parts = { ...given, timing, onTrouble, now: timing.now }
  const { store, blobs } = parts
  const routes = createRoutes(parts.engines, parts.aliases, Math.floor(timing.now() / 1_000))
  const health = createHealthBoard(parts.engines, timing, parts.pauses)
  return {
    create(given, { owner, keyId, defaultModel }, asking) {
      const model = given.model ?? defaultModel
      const draft = model === undefined ? given : { ...given, model }
      const { uploads, ...fields } = draft
      return answerOnce(parts, { what: 'create', fields, uploads, owner, asking }, async (asked, signal) => {
        const route = routes.find(draft.model)
        const whole = { ...draft, uploads: await openPhotos(uploads) }
        return accept(parts, { ...fitDraft(whole, route.offer), keyId, route, asked, signal })
      })
    },
    async find(id, { owner }) {
      const job = await store.jobOf(owner, id)
      return job && toVideo(job)
    },
    list: (page, { owner }) => listVideos(store, page, owner),
    count: (filter, { owner }) => countVideos(store, filter, owner),
    remove: (id, caller) => removeJob(parts, caller, id),
    async content(id, variant, { owner }) {
      const job = await store.jobOf(owner, id)
      if (!job) throw new Fault('video_not_found', `Video with id ${id} not found.`)
      return contentOf(store, blobs, job, variant)
    },
    async reference(id, place, { owner }) {
      const job = await store.jobOf(owner, id)
      if (!job) throw new Fault('video_not_found', `Video with id ${id} not found.`)
      return referenceOf(blobs, job, place)
    },
    models: () => routes.cards,
    engines: () => health.latest(),
  }
}
