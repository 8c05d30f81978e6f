import type { Config } from './config.ts'
import { systemTiming } from './jobs/timing.ts'
import { createWebhookDesk } from './jobs/webhooks/desk.ts'
import { createSeals } from './jobs/webhooks/seals.ts'
import { createSender, type Sender } from './jobs/webhooks/sender.ts'
import { createGuardedFetch, createUrlCheck } from './media/guarded-fetch.ts'
import type { WebhookDesk } from './spec/webhook-desk.ts'
import type { OpenStore } from './store/open-store.ts'
import { openWebhookKey } from './webhook-key.ts'

export interface WebhookParts extends Pick<OpenStore, 'store' | 'webhooks'> {
  readonly config: Pick<Config, 'dataFolder' | 'allowPrivateWebhooks'>
  readonly onTrouble: (thrown: unknown, about: string) => void
}

/** Joins what webhooks are made of: the endpoints' desk, and the sender that empties the outbox once started. */
export function openWebhooks({ config, store, webhooks, onTrouble }: WebhookParts): {
  readonly desk: WebhookDesk
  readonly sender: Sender
} {
  const reach = { allowPrivate: config.allowPrivateWebhooks }
  const common = {
    webhooks,
    fetch: createGuardedFetch(reach),
    allowHttp: config.allowPrivateWebhooks,
    seals: createSeals(openWebhookKey(config.dataFolder)),
  }
  const sender = createSender({ ...common, store, timing: systemTiming, random: Math.random, onTrouble })
  const desk = createWebhookDesk({
    ...common,
    now: Date.now,
    checkUrl: createUrlCheck(reach),
    ring: () => sender.ring(),
  })
  return { desk, sender }
}
