import { Fault } from '../../spec/fault.ts'
import type { WebhookDesk } from '../../spec/webhook-desk.ts'

const none = async (): Promise<never> => {
  throw new Fault('not_found', 'No such webhook endpoint.')
}

/** An owner without endpoints who may not make any. */
export const noWebhooks: WebhookDesk = {
  create: none,
  find: none,
  list: async () => ({ endpoints: [], hasMore: false }),
  update: none,
  remove: none,
  rotate: none,
  test: none,
  deliveries: none,
  replay: none,
}
