import { Hono } from 'hono'
import type { Desk, PageRequest } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { readAsking } from './asking.ts'
import type { Ask, Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { readCreate } from './read-create.ts'
import { openStaging } from './staging.ts'

/** How long a client should wait before it asks again, ms: a local frame takes about 40 ms, so 1 s shows movement. */
const POLL_AFTER_MS = 1000

export function videos({ desk, stagingFolder }: { desk: Desk; stagingFolder: string }): Hono<Env> {
  return new Hono<Env>()
    .post('/', async (c) => {
      const staging = openStaging(stagingFolder)
      try {
        const asking = readAsking(c.req.raw)
        return c.json(await desk.create(await readCreate(c.req.raw, staging), c.get('caller'), asking))
      } finally {
        await staging.clear()
      }
    })
    .get('/', async (c) => {
      const { videos, hasMore } = await desk.list(readPage(c), c.get('caller'))
      return c.json({
        object: 'list',
        data: videos,
        first_id: videos[0]?.id ?? null,
        last_id: videos.at(-1)?.id ?? null,
        has_more: hasMore,
      })
    })
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

function readPage(c: Ask): PageRequest {
  const { limit = '20', order = 'desc', after } = c.req.query()
  const count = /^\d{1,3}$/.test(limit) ? Number(limit) : Number.NaN
  if (!(count <= 100)) throw new Fault('invalid_value', `Invalid value: '${limit}'. Use 0 to 100.`, { param: 'limit' })
  if (order !== 'asc' && order !== 'desc')
    throw new Fault('invalid_value', `Invalid value: '${order}'. Supported values are: 'asc' and 'desc'.`, {
      param: 'order',
    })
  return { limit: count, order, ...(after && { after }) }
}
