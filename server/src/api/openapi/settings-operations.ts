import { z } from 'zod'
import type { Operation } from './operation.ts'

export const settingsSchema = z
  .object({
    object: z.literal('settings'),
    keep_videos_seconds: z
      .number()
      .nullable()
      .describe('How long a video is kept after its end; null: until somebody deletes it.'),
    consent_required: z.boolean().describe('Must a photo that leaves this machine have a consent?'),
    videos_per_key: z
      .int()
      .nullable()
      .describe('Videos of one key under way at once; null: as many as there are slots.'),
    rate_limit: z
      .object({ requests: z.int(), window_seconds: z.number() })
      .nullable()
      .describe('How often one key may ask; null: as often as it likes.'),
    private_webhooks: z.boolean().describe('May webhooks go to this machine and its network?'),
  })
  .meta({ id: 'Settings' })

export const settingsOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/settings',
    tag: 'Kinora',
    summary: 'Read what was decided when the server was started',
    description: 'Changed by the variables the server is started with, and nowhere else.',
    answer: { description: 'As they are in force.', json: settingsSchema },
    refusals: { 403: 'The key lacks the scope `admin`.' },
  },
]
