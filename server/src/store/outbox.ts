import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Job } from '../spec/job.ts'
import type { JobEvent } from '../spec/store.ts'
import type { WebhookEventType } from '../spec/webhook.ts'
import type { Tables } from './tables.ts'
import { readEndpoint } from './webhook-words.ts'

/** What one move leaves for others, in the move's own transaction: its place in the feed, and webhooks to send. */
export async function publish(trx: Transaction<Tables>, job: Job, event: JobEvent): Promise<void> {
  await trx.insertInto('event_feed').values({ owner: job.owner, job_id: job.id, seq: event.seq }).execute()
  const type = typeOf(job)
  if (type === undefined) return
  const rows = trx.selectFrom('webhook_endpoint').selectAll().where('owner', '=', job.owner)
  const listening = (await rows.where('disabled_at_ms', 'is', null).execute()).map(readEndpoint)
  const eventId = `evt_${randomBytes(16).toString('hex')}`
  const body = writeEvent(eventId, type, event.atMs, job.id)
  for (const endpoint of listening) {
    if (!endpoint.eventTypes.includes(type)) continue
    await trx
      .insertInto('webhook_delivery')
      .values({
        id: `whd_${randomBytes(16).toString('hex')}`,
        endpoint_id: endpoint.id,
        event_id: eventId,
        type,
        video_id: job.id,
        body,
        state: 'pending',
        tries: 0,
        next_at_ms: event.atMs,
        created_at_ms: event.atMs,
      })
      .execute()
  }
}

/** OpenAI's event: only the id travels, the receiver asks for the video (videos-api.md 6). */
function writeEvent(id: string, type: WebhookEventType, atMs: number, videoId: string): string {
  return JSON.stringify({ id, object: 'event', created_at: Math.floor(atMs / 1_000), type, data: { id: videoId } })
}

function typeOf({ state }: Job): WebhookEventType | undefined {
  if (state === 'completed') return 'video.completed'
  return state === 'failed' || state === 'cancelled' ? 'video.failed' : undefined
}
