import { Hono } from 'hono'
import type { LineageDesk } from '../spec/lineage-desk.ts'
import { readAsking } from './asking.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { readEdit, readExtend, readRemix } from './read-lineage.ts'
import type { WithUploads } from './uploads.ts'

/** Videos made from videos. Its paths stand before `/:id`. */
export function lineage(desk: LineageDesk, withUploads: WithUploads): Hono<Env> {
  return new Hono<Env>()
    .post('/edits', (c) =>
      withUploads(async (staging) => {
        const asking = readAsking(c.req.raw)
        return c.json(await desk.edit(await readEdit(c.req.raw, staging, c.get('caller')), c.get('caller'), asking))
      }),
    )
    .post('/extensions', (c) =>
      withUploads(async (staging) => {
        const asking = readAsking(c.req.raw)
        const draft = await readExtend(c.req.raw, staging, c.get('caller'))
        return c.json(await desk.extend(draft, c.get('caller'), asking))
      }),
    )
    .post('/:id/remix', (c) =>
      withUploads(async (staging) => {
        const asking = readAsking(c.req.raw)
        const draft = await readRemix(c.req.raw, staging, c.get('caller'))
        return c.json(await desk.remix(c.req.param('id'), draft, c.get('caller'), asking))
      }),
    )
    .post('/:id/retry', async (c) =>
      c.json(await desk.retry(c.req.param('id'), c.get('caller'), readAsking(c.req.raw))),
    )
    .post('/:id/cancel', async (c) => c.json(await desk.cancel(c.req.param('id'), c.get('caller'))))
    .all('/:id/remix', notAllowed('POST'))
    .all('/:id/retry', notAllowed('POST'))
    .all('/:id/cancel', notAllowed('POST'))
}
