import { Hono } from 'hono'
import type { Env } from './context.ts'
import type { Health } from '../spec/engine.ts'

export interface Readiness {
  readonly store: Health
  readonly engines: ReadonlyMap<string, Health>
  readonly studio: Health
}

/**
 * `/healthz`: the process answers. `/readyz`: it can take work (200) or not (503), and which part is missing.
 * One engine that works is enough; a studio that is still starting does not keep API clients waiting.
 */
export function health(readiness: () => Promise<Readiness>): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const { store, engines, studio } = await readiness()
      const ready = store.ready && [...engines.values()].some((engine) => engine.ready)
      return c.json({ ready, store, engines: Object.fromEntries(engines), studio }, ready ? 200 : 503)
    })
}
