import { Hono } from 'hono'
import { crashPoint } from '../spec/crash-point.ts'
import type { Desk } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { readAsking } from './asking.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { readPage, toList } from './page.ts'
import { sourcesOf, type SourceParts } from './pictures.ts'
import { readCreate } from './read-create.ts'
import type { WithUploads } from './uploads.ts'
import { readFilter, toCounts } from './video-filter.ts'

/** How long a client should wait before it asks again, ms: a local frame takes about 40 ms, so 1 s shows movement. */
const POLL_AFTER_MS = 1000

export interface VideoParts extends SourceParts {
  readonly desk: Desk
  /** Absolute path of a folder for uploads under way. */
  readonly stagingFolder: string
}

export function videos(parts: VideoParts, withUploads: WithUploads): Hono<Env> {
  const { desk } = parts
  return new Hono<Env>()
    .post('/', (c) =>
      withUploads(async (staging) => {
        const asking = readAsking(c.req.raw)
        const draft = await readCreate(c.req.raw, staging, sourcesOf(parts, c), c.get('caller'))
        const video = await desk.create(draft, c.get('caller'), asking)
        crashPoint('C4')
        c.set('jobId', video.id)
        return c.json(video)
      }),
    )
    .get('/', async (c) => {
      const { videos, hasMore } = await desk.list({ ...readPage(c), ...readFilter(c) }, c.get('caller'))
      return c.json(toList(videos, hasMore))
    })
    .get('/counts', async (c) => {
      c.header('cache-control', 'no-store')
      return c.json(toCounts(await desk.count(readFilter(c), c.get('caller'))))
    })
    .all('/counts', notAllowed('GET'))
    .get('/:id', async (c) => {
      const id = c.req.param('id')
      const video = await desk.find(id, c.get('caller'))
      if (!video) throw unknown(id)
      if (video.status === 'queued' || video.status === 'in_progress')
        c.header('openai-poll-after-ms', String(POLL_AFTER_MS))
      c.header('cache-control', 'no-store')
      return c.json(video)
    })
    .delete('/:id', async (c) => {
      const id = c.req.param('id')
      if (!(await desk.remove(id, c.get('caller')))) throw unknown(id)
      return c.json({ id, object: 'video.deleted', deleted: true })
    })
    .all('/', notAllowed('GET, POST'))
    .all('/:id', notAllowed('GET, DELETE'))
}

const unknown = (id: string): Fault => new Fault('video_not_found', `No video with id '${id.slice(0, 100)}'.`)
