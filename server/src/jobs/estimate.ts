import type { Engine } from '../spec/engine.ts'
import type { Estimate, EstimateDesk, EstimateWish } from '../spec/estimate-desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Draft } from '../spec/order.ts'
import { writeSize } from '../spec/size.ts'
import { checkDraft } from './check-draft.ts'
import { fitDraft } from './fit-draft.ts'
import { createRoutes } from './routes.ts'
import type { Route } from './routes.ts'

/** Stands in for the fields that are not being judged. */
const BARE: Draft = { prompt: 'x', uploads: [] }

/** Says what a create would cost and meet, by the very checks that a create passes. Keeps and starts nothing. */
export function createEstimateDesk(
  engines: readonly Engine[],
  aliases: Readonly<Record<string, string>>,
): EstimateDesk {
  const routes = createRoutes(engines, aliases, 0)
  return {
    estimate(wish, { defaultModel }) {
      const asked = wish.model ?? defaultModel
      try {
        const { model, ...route } = routes.find(asked)
        return { model, ...estimateOn(route, wish) }
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
        return { model: asked ?? '', warnings: [], problems: [thrown] }
      }
    },
  }
}

function estimateOn({ engine, offer }: Route, wish: EstimateWish): Omit<Estimate, 'model'> {
  const { draft, warnings } = fitDraft({ ...BARE, ...wish }, offer)
  const problems: Fault[] = []
  /** Judges one field alone, so that each says what is wrong with it. */
  const good = (field: Partial<Draft>): boolean => {
    try {
      checkDraft({ ...BARE, ...field }, offer)
      return true
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      problems.push(thrown)
      return false
    }
  }
  const { prompt, uploads, seconds, size, quality, seed } = draft
  good({ prompt })
  const length = seconds === undefined ? {} : good({ seconds }) ? { seconds } : undefined
  const frame = size === undefined ? {} : good({ size }) ? { size } : undefined
  const look = quality === undefined ? {} : good({ quality }) ? { quality } : undefined
  good({ uploads })
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
    warnings: [...warnings, ...ends],
    problems,
  }
}
