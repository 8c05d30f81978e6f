import type { Readiness } from './api/health.ts'
import type { Health } from './spec/engine.ts'
import type { Store } from './spec/store.ts'

const READY: Health = { ready: true }

interface Asked {
  readonly store: Store
  readonly engines: () => ReadonlyMap<string, Health>
  /** Undefined: this server shows no studio. */
  readonly studio: () => Promise<unknown> | undefined
}

/** Asks every part whether it can work, for `/readyz`. Never throws: what fails is the answer. */
export function createReadiness({ store, engines, studio }: Asked): () => Promise<Readiness> {
  return async () => ({
    store: await answer(() => store.job('video_none'), 'The database does not answer.'),
    engines: engines(),
    studio: await studioHealth(studio()),
  })
}

async function answer(ask: () => Promise<unknown>, reason: string): Promise<Health> {
  try {
    await ask()
    return READY
  } catch {
    return { ready: false, reason }
  }
}

async function studioHealth(studio: Promise<unknown> | undefined): Promise<Health> {
  if (!studio) return { ready: false, reason: 'This server runs without the studio.' }
  const starting = Symbol('starting')
  try {
    const first = await Promise.race([studio, Promise.resolve(starting)])
    return first === starting ? { ready: false, reason: 'The studio is starting.' } : READY
  } catch {
    return { ready: false, reason: 'The studio did not start.' }
  }
}
