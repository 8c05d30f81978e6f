import type { Transaction } from 'kysely'
import type { Answered, Asked, RequestLog } from '../spec/requests.ts'
import type { Rows } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import type { Tables } from './tables.ts'
import { within } from './within.ts'

/** 72 hours (reliability.md P3). */
const KEY_MS = 259_200_000
/** 15 minutes (reliability.md H21). */
const REPEAT_MS = 900_000
/** How long an answer may outstay that in the file, where `earlier` no longer finds it. */
const TIDY_MS = 60_000

/** Answers given, as a table beside the jobs; they outlive the jobs, so that a repeat never revives a deleted one. */
export class RequestTable implements RequestLog {
  readonly #now: Clock
  #tidiedAtMs = -Infinity
  constructor(now: Clock) {
    this.#now = now
  }

  async earlier(rows: Rows, asked: Asked): Promise<Answered | undefined> {
    const { trx } = within(rows)
    const row =
      asked.key === undefined
        ? await unclaimed(trx, asked, this.#now() - REPEAT_MS)
        : await trx
            .selectFrom('request')
            .selectAll()
            .where('owner', '=', asked.owner)
            .where('idempotency_key', '=', asked.key)
            .where('at_ms', '>', this.#now() - KEY_MS)
            .executeTakeFirst()
    return row && { digest: row.digest, jobId: row.job_id, answer: row.answer_json }
  }

  async remember(rows: Rows, asked: Asked, { jobId, answer }: Pick<Answered, 'jobId' | 'answer'>): Promise<void> {
    const { trx } = within(rows)
    const now = this.#now()
    // A key is free again at once: the table holds each only once.
    if (asked.key !== undefined || Math.abs(now - this.#tidiedAtMs) >= TIDY_MS) {
      await forgetExpired(trx, now)
      this.#tidiedAtMs = now
    }
    await trx
      .insertInto('request')
      .values({
        owner: asked.owner,
        idempotency_key: asked.key ?? null,
        digest: asked.digest,
        retries: asked.retries,
        job_id: jobId,
        answer_json: answer,
        at_ms: now,
      })
      .execute()
  }
}

async function forgetExpired(trx: Transaction<Tables>, now: number): Promise<void> {
  await trx
    .deleteFrom('request')
    .where((eb) =>
      eb.or([
        eb('at_ms', '<=', now - KEY_MS),
        eb.and([eb('idempotency_key', 'is', null), eb('at_ms', '<=', now - REPEAT_MS)]),
      ]),
    )
    .execute()
}

/**
 * The newest: whoever asks for the same twice on purpose had the answer to the first. Raising `retries` claims it, so
 * that two clients that both lost an answer get one video each.
 */
async function unclaimed(trx: Transaction<Tables>, { owner, digest, retries }: Asked, afterMs: number) {
  if (retries === 0) return undefined
  const row = await trx
    .selectFrom('request')
    .selectAll()
    .where('owner', '=', owner)
    .where('digest', '=', digest)
    .where('idempotency_key', 'is', null)
    .where('retries', '<', retries)
    .where('at_ms', '>', afterMs)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  if (row) await trx.updateTable('request').set({ retries }).where('seq', '=', row.seq).execute()
  return row
}
