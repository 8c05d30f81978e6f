import { Hono } from 'hono'
import { CONSENT_TEXTS } from '../../spec/consent.ts'
import { Fault } from '../../spec/fault.ts'
import type { ConsentDesk } from '../../spec/people-desk.ts'
import type { Env } from '../context.ts'
import { notAllowed } from '../not-allowed.ts'
import { readPage, toList } from '../page.ts'
import { toConsent } from './wire.ts'

/** The texts, the records, and taking back. */
export function consents(desk: ConsentDesk): Hono<Env> {
  return new Hono<Env>()
    .get('/texts', (c) => c.json({ object: 'list', data: CONSENT_TEXTS }))
    .all('/texts', notAllowed('GET'))
    .get('/', async (c) => {
      const { order, ...page } = readPage(c)
      if (order === 'asc') throw new Fault('invalid_value', 'This list is newest first only.', { param: 'order' })
      const personId = c.req.query('person_id')
      const wish = { ...page, ...(personId !== undefined && { personId }) }
      const { consents: found, hasMore } = await desk.list(wish, c.get('caller'))
      return c.json(toList(found.map(toConsent), hasMore))
    })
    .get('/:id', async (c) => c.json(toConsent(await desk.find(c.req.param('id'), c.get('caller')))))
    .post('/:id/revoke', async (c) => {
      const { consent, cancelled } = await desk.revoke(c.req.param('id'), c.get('caller'))
      return c.json({ ...toConsent(consent), cancelled_videos: cancelled })
    })
    .all('/', notAllowed('GET'))
    .all('/:id', notAllowed('GET'))
    .all('/:id/revoke', notAllowed('POST'))
}
