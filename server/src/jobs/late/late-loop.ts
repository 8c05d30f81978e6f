import type { Engine } from '../../spec/engine.ts'
import type { Claim } from '../../spec/queue.ts'
import type { Tools } from '../drive/work.ts'
import { lateQueueOf } from './listen-on.ts'
import { listen } from './listen.ts'

const EVERY_MS = 5_000
const AT_ONCE = 8

/** Asks an engine about those that ended without a word on what they cost, ever more rarely for a day. */
export async function listenLate(tools: Tools, engine: Engine, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const claims = await tools.queue.claim(lateQueueOf(engine.name), { count: AT_ONCE, maxActive: AT_ONCE })
      await Promise.all(claims.map((claim) => hear(tools, engine, claim, signal)))
      if (claims.length === AT_ONCE) continue
    } catch (thrown) {
      tools.onTrouble(thrown, '')
    }
    await tools.timing.wait(EVERY_MS, signal).catch(() => undefined)
  }
}

async function hear(tools: Tools, engine: Engine, claim: Claim, signal: AbortSignal): Promise<void> {
  try {
    await listen({ ...tools, engine, claim, signal, lastSignal: signal })
  } catch (thrown) {
    if (signal.aborted) return
    tools.onTrouble(thrown, claim.ref)
    await tools.queue.reschedule(claim, { afterMs: 60_000 })
  }
}
