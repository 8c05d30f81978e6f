import { Hono } from 'hono'
import type { ListEngines } from '../spec/engine-desk.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { toWireOffer } from './wire-offer.ts'

/** Which engines there are, whether they can work now, and what they make. */
export function engines(list: ListEngines): Hono<Env> {
  return new Hono<Env>()
    .get('/', (c) => {
      const data = list().map(({ name, class: kind, slots, health, offers }) => ({
        name,
        object: 'engine',
        class: kind,
        slots,
        ready: health.ready,
        reason: health.ready ? null : health.reason,
        offers: offers.map((offer) => ({ model: offer.model, ...toWireOffer(offer) })),
      }))
      c.header('cache-control', 'no-store')
      return c.json({ object: 'list', data })
    })
    .all('/', notAllowed('GET'))
}
