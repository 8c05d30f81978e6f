import { z } from 'zod'
import { Fault } from '../../spec/fault.ts'
import { WEBHOOK_EVENT_TYPES } from '../../spec/webhook.ts'
import type { WebhookEventType } from '../../spec/webhook.ts'
import type { WebhookDraft } from '../../spec/webhook-desk.ts'
import { bodyKind } from '../body-kind.ts'
import { readJson } from '../json-body.ts'

const MOST_BYTES = 16_384
const TYPES = WEBHOOK_EVENT_TYPES.map((type) => `'${type}'`).join(' and ')
const eventType = z.enum(WEBHOOK_EVENT_TYPES, { error: `An event type is one of ${TYPES}.` })

const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\0')

const fields = {
  name: z
    .string({ error: 'name must be text.' })
    .refine((name) => name.trim() !== '' && name.length <= 200, 'name must have 1 to 200 characters.')
    .refine(isText, 'name holds a character that is not valid text.'),
  url: z.string({ error: 'url must be text.' }).refine(isText, 'url holds a character that is not valid text.'),
  event_types: z
    .array(eventType, { error: 'event_types must be a list.' })
    .min(1, `event_types must name at least one of ${TYPES}.`),
}
const draft = z.strictObject(fields)
const changes = z.strictObject(fields).partial()
const rotation = z.strictObject({
  keep_old_secret_active_for_24_hours: z
    .boolean({ error: 'keep_old_secret_active_for_24_hours must be true or false.' })
    .optional(),
})
const trial = z.strictObject({ event_type: eventType })

type Raw = { readonly [key: string]: unknown }

export async function readDraft(request: Request): Promise<WebhookDraft> {
  const { name, url, event_types: eventTypes } = read(draft, await body(request))
  return { name, url, eventTypes: [...new Set(eventTypes)] }
}

export async function readChanges(request: Request): Promise<Partial<WebhookDraft>> {
  const { name, url, event_types: eventTypes } = read(changes, await body(request))
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(eventTypes !== undefined && { eventTypes: [...new Set(eventTypes)] }),
  }
}

export async function readRotation(request: Request): Promise<boolean> {
  return read(rotation, await body(request)).keep_old_secret_active_for_24_hours ?? false
}

export async function readTrial(request: Request): Promise<WebhookEventType> {
  return read(trial, await body(request)).event_type
}

/** No body at all is an empty object: SDKs send none where every field is optional. */
async function body(request: Request): Promise<Raw> {
  if (bodyKind(request) === 'none') return {}
  const sent = await readJson(request, MOST_BYTES)
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null))
}

/** @throws Fault naming the first field that is wrong. */
function read<T>(schema: z.ZodType<T>, sent: Raw): T {
  const found = schema.safeParse(sent)
  if (found.success) return found.data
  const [issue] = found.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    throw new Fault('unknown_parameter', `Unknown parameter: '${key.slice(0, 80)}'.`, { param: key.slice(0, 80) })
  }
  const param = String(issue?.path[0] ?? 'body')
  if (!Object.hasOwn(sent, param))
    throw new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param })
  throw new Fault('invalid_value', `Invalid '${param}': ${issue?.message ?? 'not accepted.'}`, { param })
}
