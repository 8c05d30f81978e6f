import type { ModelCard } from '../../spec/desk.ts'
import type { Engine } from '../../spec/engine.ts'
import { Fault } from '../../spec/fault.ts'
import type { Offer } from '../../spec/offer.ts'
import { checkOffer } from './check-offer.ts'
import { nearestWord } from './nearest-word.ts'

export interface Route {
  readonly engine: Engine
  readonly offer: Offer
}

export interface Routes {
  /** Also tells the name a client sees: what it asked for, else the default. @throws Fault `model_not_found`. */
  find(model: string | undefined): Route & { readonly model: string }
  readonly cards: readonly ModelCard[]
}

/** OpenAI's own default, when the operator routes it (videos-api.md 3.1). */
const DEFAULT_MODEL = 'sora-2'

/** Which engine makes which model. Of two engines with one model the first has it. @throws Error on a dangling alias, or a price. */
export function createRoutes(
  engines: readonly Engine[],
  aliases: Readonly<Record<string, string>>,
  createdUnix: number,
): Routes {
  const routes = new Map<string, Route>()
  for (const engine of engines) {
    for (const offer of engine.offers) {
      checkOffer(engine, offer)
      if (!routes.has(offer.model)) routes.set(offer.model, { engine, offer })
    }
  }
  const own = new Map(routes)
  for (const [alias, target] of Object.entries(aliases)) {
    const route = own.get(target)
    if (!route) throw new Error(`The model name "${alias}" is routed to "${target}", which no engine offers.`)
    if (!own.has(alias)) routes.set(alias, route)
  }
  const cards = [...routes].map(([id, { engine, offer }]) => ({ id, engine: engine.name, offer, created: createdUnix }))
  return {
    cards,
    find(asked) {
      const model = asked ?? (routes.has(DEFAULT_MODEL) ? DEFAULT_MODEL : (cards[0]?.id ?? DEFAULT_MODEL))
      const route = routes.get(model)
      if (route) return { ...route, model }
      const names = cards.map(({ id }) => `'${id}'`).join(', ')
      const meant = nearestWord(
        model,
        cards.map(({ id }) => id),
      )
      const hint = meant === undefined ? '' : ` The nearest is '${meant}'.`
      throw new Fault(
        'model_not_found',
        `The model '${model.slice(0, 100)}' does not exist. Available are: ${names}.${hint}`,
        {
          param: 'model',
        },
      )
    },
  }
}
