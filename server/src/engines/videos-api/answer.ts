import type { Fetched } from '../../spec/guarded-fetch.ts'
import { MOST_COST_USD_MICROS } from '../../spec/money.ts'

/** What a server said, as far as it can be read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Undefined: no JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

/** Reads an answer whole. @throws Error when one that says "good" breaks off or is too large. */
export async function readAnswer({ status, headers, body }: Fetched): Promise<Answer> {
  try {
    const bytes = Buffer.concat(await Array.fromAsync(body))
    return { status, headers, body: parse(bytes.toString('utf8')) }
  } catch (thrown) {
    if (status < 300) throw thrown
    return { status, headers, body: undefined } // its status alone says no
  }
}

function parse(text: string): Answer['body'] {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}

export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** A server's name for a render; undefined: none with which a question could be asked. */
export function idIn(body: Answer['body']): string | undefined {
  const id = ['id', 'task_id', 'request_id'].map((field) => asText(body?.[field])).find((text) => text !== '')
  // In a path, dots alone would lead elsewhere, and half a character cannot stand.
  return id !== undefined && id.length <= 1500 && id.isWellFormed() && !/^\.{1,2}$/.test(id) ? id : undefined
}

const STATES = {
  waiting: [
    'queued',
    'pending',
    'submitted',
    'created',
    'not_start',
    'not_started',
    'preparing',
    'starting',
    'unknown',
  ],
  running: ['in_progress', 'processing', 'running', 'generating'],
  completed: ['completed', 'complete', 'success', 'succeeded', 'finished', 'done'],
  failed: ['failed', 'failure', 'fail', 'error', 'rejected', 'expired'],
  cancelled: ['cancelled', 'canceled'],
  gone: ['deleted'],
} as const

export type State = keyof typeof STATES

const WORDS = new Map<string, State>(
  (Object.keys(STATES) as State[]).flatMap((state) => STATES[state].map((word) => [word, state] as const)),
)

/** The word of a server in our own; undefined when it is none we know. */
export const stateOf = (word: unknown): State | undefined => WORDS.get(asText(word).trim().toLowerCase())

export interface Complaint {
  /** Codes and types, as they came, joined. */
  readonly code: string
  readonly text: string
  /** The field it is about. */
  readonly param: string
}

/** What is wrong, in whatever shape it is told (videos-api.md 9.2, rule 9). */
export function complaintOf(body: Answer['body']): Complaint {
  const error = asRecord(body?.['error'])
  const detail = body?.['detail']
  const first = asRecord(Array.isArray(detail) ? (detail[0] as unknown) : undefined)
  const texts = [error?.['message'], body?.['error'], detail, first?.['msg'], body?.['message'], body?.['msg']]
  const place = first?.['loc']
  const codes = [error?.['code'], error?.['type'], first?.['type'], body?.['code']]
  return {
    code: codes
      .map(asText)
      .filter((code) => code !== '')
      .join(' '),
    text: texts.map(asText).find((text) => text !== '') ?? '',
    param: asText(error?.['param']) || asText(Array.isArray(place) ? place.at(-1) : undefined),
  }
}

const MODERATION_CODE = /moderat|content_?polic|content_?filter|safety|sensitive|sentinel_block|prohibited/i
const MODERATION_TEXT = /\bmoderat(?:ion|ed)\b|content polic|safety (?:system|polic|filter)|usage polic|flagged as/i

export const isModeration = ({ code, text }: Complaint): boolean =>
  MODERATION_CODE.test(code) || MODERATION_TEXT.test(text)

const LONGEST = 300

/** More is not read: the expressions below take the square of it in time, and a server chooses how much it says. */
const READ = 2_000

/** A server's own words, fit for the owner of a job: no address, no key, nothing but one plain line. */
export function clean(text: string, secret: string | undefined): string {
  const safe = (secret === undefined ? text : text.replaceAll(secret, '[key]'))
    .slice(0, READ)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[address]')
    .replace(/\b(?:bearer\s+|(?:sk|knr|key|token)[-_])[\w.-]{8,}/gi, '[key]')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST).toWellFormed()}…` : safe
}

/** Milliseconds of a `Retry-After` in seconds; undefined when it says nothing usable. */
export function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : undefined
}

/** What a server says it charged, micro-USD. `bad`: it said something that cannot be meant. */
export function costOf(body: Answer['body']): number | null | 'bad' {
  const said = asRecord(body?.['cost'])?.['final_usd_micros']
  if (said === undefined || said === null) return null
  return typeof said === 'number' && Number.isSafeInteger(said) && said >= 0 && said <= MOST_COST_USD_MICROS
    ? said
    : 'bad'
}
