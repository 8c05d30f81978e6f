import { hasEnded } from '../../spec/job.ts'
import type { Claim } from '../../spec/queue.ts'
import { fail } from './end.ts'
import { ABANDONED_MS, LATE_MS } from './limits.ts'
import { costIfTaken, lastAttempt } from './work.ts'
import type { Tools } from './work.ts'

const EVERY_MS = 60_000
const BATCH = 50
/** Attempts that no engine has, or will charge for. */
const NEVER_TAKEN = new Set(['not_sent', 'busy', 'rejected'])

/** Ends the jobs of engines that the server was started without: an hour is left to notice and put them back. */
export async function endAbandoned(tools: Tools, engines: readonly string[], signal: AbortSignal): Promise<void> {
  const known = new Set(engines)
  let patienceMs = ABANDONED_MS
  while (!signal.aborted) {
    await tools.timing.wait(patienceMs, signal).catch(() => undefined)
    patienceMs = EVERY_MS
    if (signal.aborted) return
    try {
      await endAll(tools, known)
    } catch (thrown) {
      tools.onTrouble(thrown, '')
    }
  }
}

async function endAll(tools: Tools, known: ReadonlySet<string>): Promise<void> {
  for (const name of await tools.queue.names()) {
    const [kind = '', ...rest] = name.split('.')
    if (!['video', 'late'].includes(kind) || known.has(rest.join('.'))) continue
    // One that comes back in time can still tell what it charged.
    const only = { waitedMs: kind === 'late' ? LATE_MS : 0 }
    for (;;) {
      const claims = await tools.queue.claim(name, { count: BATCH, maxActive: BATCH, only })
      for (const claim of claims) await endOne(tools, claim)
      if (claims.length < BATCH) break
    }
  }
}

async function endOne(tools: Tools, claim: Claim): Promise<void> {
  const job = await tools.store.job(claim.ref)
  if (!job || hasEnded(job)) return void (await tools.store.transact((rows) => tools.queue.done(rows, claim)))
  const last = await lastAttempt(tools, job)
  const message = `This server no longer has the engine "${job.engine}".`
  const cost = last === undefined || NEVER_TAKEN.has(last.outcome) ? 0 : costIfTaken(job)
  await fail({ ...tools, claim }, job, { fault: { code: 'engine_unavailable', message }, cost })
}
