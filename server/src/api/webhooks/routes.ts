import { Hono } from 'hono'
import { Fault } from '../../spec/fault.ts'
import { WEBHOOK_EVENT_TYPES } from '../../spec/webhook.ts'
import type { WebhookDesk, WebhookPage } from '../../spec/webhook-desk.ts'
import type { Ask, Env } from '../context.ts'
import { notAllowed } from '../not-allowed.ts'
import { readPage, toList } from '../page.ts'
import { readChanges, readDraft, readRotation, readTrial } from './read.ts'
import { deliveryToWire, toWire, toWireWithSecret } from './wire.ts'

/** Where an owner's events go: OpenAI's endpoints (videos-api.md 6), and the delivery log, which is ours. */
export function webhooks(desk: WebhookDesk): Hono<Env> {
  return new Hono<Env>()
    .get('/webhook_event_types', (c) => c.json({ object: 'list', data: WEBHOOK_EVENT_TYPES }))
    .all('/webhook_event_types', notAllowed('GET'))
    .post('/webhook_endpoints', async (c) => {
      c.header('cache-control', 'no-store')
      return c.json(toWireWithSecret(await desk.create(await readDraft(c.req.raw), c.get('caller'))))
    })
    .get('/webhook_endpoints', async (c) => {
      const { endpoints, hasMore } = await desk.list(readNewestFirst(c), c.get('caller'))
      return c.json(toList(endpoints.map(toWire), hasMore))
    })
    .all('/webhook_endpoints', notAllowed('GET, POST'))
    .get('/webhook_endpoints/:id', async (c) => c.json(toWire(await desk.find(c.req.param('id'), c.get('caller')))))
    .post('/webhook_endpoints/:id', async (c) => {
      const changes = await readChanges(c.req.raw)
      return c.json(toWire(await desk.update(c.req.param('id'), changes, c.get('caller'))))
    })
    .delete('/webhook_endpoints/:id', async (c) => {
      const id = c.req.param('id')
      await desk.remove(id, c.get('caller'))
      return c.json({ id, object: 'webhook_endpoint.deleted', deleted: true })
    })
    .all('/webhook_endpoints/:id', notAllowed('GET, POST, DELETE'))
    .route('/', actions(desk))
}

function actions(desk: WebhookDesk): Hono<Env> {
  return new Hono<Env>()
    .post('/webhook_endpoints/:id/rotate_secret', async (c) => {
      const keepOld = await readRotation(c.req.raw)
      c.header('cache-control', 'no-store')
      return c.json(toWireWithSecret(await desk.rotate(c.req.param('id'), keepOld, c.get('caller'))))
    })
    .all('/webhook_endpoints/:id/rotate_secret', notAllowed('POST'))
    .post('/webhook_endpoints/:id/test', async (c) => {
      const type = await readTrial(c.req.raw)
      const id = c.req.param('id')
      const status = await desk.test(id, type, c.get('caller'))
      const told = { success: true, status_code: status, event_type: type, webhook_endpoint_id: id }
      return c.json({ object: 'webhook_endpoint.test', ...told })
    })
    .all('/webhook_endpoints/:id/test', notAllowed('POST'))
    .get('/webhook_endpoints/:id/deliveries', async (c) => {
      const { deliveries, hasMore } = await desk.deliveries(c.req.param('id'), readNewestFirst(c), c.get('caller'))
      return c.json(toList(deliveries.map(deliveryToWire), hasMore))
    })
    .all('/webhook_endpoints/:id/deliveries', notAllowed('GET'))
    .post('/webhook_endpoints/:id/deliveries/:delivery/replay', async (c) => {
      const { id, delivery } = c.req.param()
      return c.json(deliveryToWire(await desk.replay(id, delivery, c.get('caller'))))
    })
    .all('/webhook_endpoints/:id/deliveries/:delivery/replay', notAllowed('POST'))
}

function readNewestFirst(c: Ask): WebhookPage {
  const { order, ...page } = readPage(c)
  if (order === 'asc') throw new Fault('invalid_value', 'This list is newest first only.', { param: 'order' })
  return page
}
