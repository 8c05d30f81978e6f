import type { Caller } from '../../spec/desk.ts'
import type { Engine } from '../../spec/engine.ts'
import type { Estimate, EstimateDesk, EstimateWish } from '../../spec/estimate-desk.ts'
import { Fault } from '../../spec/fault.ts'
import { leftOf, overBudget, scopesOf } from '../../spec/money.ts'
import type { Budget, MoneyStore } from '../../spec/money.ts'
import type { Draft } from '../../spec/order.ts'
import { writeSize } from '../../spec/size.ts'
import type { Clock } from '../../spec/time.ts'
import { checkDraft } from './check-draft.ts'
import { fitDraft } from './fit-draft.ts'
import { leaves } from '../people/consent-rules.ts'
import { checkPlaces } from '../people/names.ts'
import { createRoutes } from './routes.ts'
import type { Route } from './routes.ts'

export interface Purse {
  readonly money: Pick<MoneyStore, 'budgets'>
  readonly now: Clock
}

/** Stands in for the fields that are not being judged. */
const BARE: Draft = { prompt: 'x', uploads: [] }

/** Says what a create would cost and meet, by the very checks that a create passes. Keeps and starts nothing. */
export function createEstimateDesk(
  engines: readonly Engine[],
  aliases: Readonly<Record<string, string>>,
  purse: Purse,
): EstimateDesk {
  const routes = createRoutes(engines, aliases, 0)
  return {
    async estimate(wish, caller) {
      const asked = wish.model ?? caller.defaultModel
      try {
        const { model, ...route } = routes.find(asked)
        return { model, ...(await withBudget(purse, caller, estimateOn(route, wish))) }
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
        return { model: asked ?? '', warnings: [], problems: [thrown] }
      }
    },
  }
}

type OnRoute = Omit<Estimate, 'model'>

const room = (budget: Budget): number => leftOf(budget) ?? Infinity

/** What is left now; a create that comes later may find less. */
async function withBudget({ money, now }: Purse, caller: Caller, estimate: OnRoute): Promise<OnRoute> {
  const budgets = await money.budgets(scopesOf(caller), now())
  const [budget] = budgets.filter((one) => one.capUsdMicros !== null).toSorted((a, b) => room(a) - room(b))
  if (!budget) return estimate
  const { usdMicros = 0, problems } = estimate
  const over = usdMicros > room(budget) ? [overBudget(budget, usdMicros)] : []
  return { ...estimate, budget, problems: [...problems, ...over] }
}

function estimateOn({ engine, offer }: Route, wish: EstimateWish): OnRoute {
  const { draft, warnings } = fitDraft({ ...BARE, ...wish }, offer)
  const problems: Fault[] = []
  const passes = (check: () => unknown): boolean => {
    try {
      check()
      return true
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      problems.push(thrown)
      return false
    }
  }
  /** Judges one field alone, so that each says what is wrong with it. */
  const good = (field: Partial<Draft>): boolean => passes(() => checkDraft({ ...BARE, ...field }, offer))
  const { prompt, uploads, seconds, size, quality, seed } = draft
  good({ prompt })
  const length = seconds === undefined ? {} : good({ seconds }) ? { seconds } : undefined
  const frame = size === undefined ? {} : good({ size }) ? { size } : undefined
  const look = quality === undefined ? {} : good({ quality }) ? { quality } : undefined
  good({ uploads })
  passes(() => checkPlaces(prompt, uploads.length))
  if (seed !== undefined) good({ seed })
  const order = checkDraft({ ...BARE, ...length, ...frame, ...look }, offer)
  const usdMicros = offer.usdMicrosPerSecond[order.quality] * order.seconds
  const ends = offer.retiresOn === null ? [] : [`The model '${offer.model}' ends on ${offer.retiresOn}.`]
  return {
    route: { engine: engine.name, offer },
    ...(length && { seconds: order.seconds }),
    ...(frame && { size: writeSize(order) }),
    ...(look && { quality: order.quality }),
    ...(length && look && { usdMicros }),
    warnings: [...warnings, ...ends, ...photoWarnings({ engine, offer }, draft)],
    problems,
  }
}

/** Whether those shown agreed is known only once their photos are here. */
function photoWarnings(route: Route, { uploads, consent }: Draft): string[] {
  if (uploads.length === 0 || !leaves(route)) return []
  const { photosGoTo } = route.offer.people
  const needs = consent ? '' : ' The create needs a consent for each of them: see GET /v1/consents/texts.'
  return [`The photos are sent to ${photosGoTo ?? 'another machine'}.${needs}`]
}
