import type { WebhookEndpoint } from '../webhook.ts'

export function exampleEndpoint(id: string, more: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
  return {
    id,
    owner: 'owner-1',
    name: 'A receiver',
    url: 'https://receiver.example.com/hook',
    eventTypes: ['video.completed', 'video.failed'],
    secrets: [{ sealed: 'sealed', hint: 'abcd', untilMs: null }],
    createdAtMs: 1_800_000_000_000,
    updatedAtMs: 1_800_000_000_000,
    failingSinceMs: null,
    disabled: null,
    ...more,
  }
}
