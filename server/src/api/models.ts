import { Hono } from 'hono'
import type { Desk, ModelCard } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { toWireOffer } from './wire-offer.ts'

/** OpenAI's model object; what a selector or an estimate needs lies under `kinora`. */
function toModel({ id, engine, offer, created }: ModelCard) {
  return {
    id,
    object: 'model',
    created,
    owned_by: 'kinora',
    kinora: {
      engine,
      alias_of: id === offer.model ? null : offer.model,
      ...toWireOffer(offer),
    },
  } as const
}
export type WireModel = ReturnType<typeof toModel>

export function models(desk: Desk): Hono<Env> {
  return new Hono<Env>()
    .get('/', (c) => c.json({ object: 'list', data: desk.models().map(toModel) }))
    .get('/:id', (c) => {
      const card = desk.models().find(({ id }) => id === c.req.param('id'))
      if (!card) throw new Fault('model_not_found', `The model '${c.req.param('id').slice(0, 80)}' does not exist.`)
      return c.json(toModel(card))
    })
    .all('/', notAllowed('GET'))
    .all('/:id', notAllowed('GET'))
}
