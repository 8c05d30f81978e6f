import type { MiddlewareHandler } from 'hono'
import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Ask, Env } from './context.ts'
import type { Keyring } from './keyring.ts'
import type { RateLimiter, Spent } from './rate-limiter.ts'
import { requireScope } from './scopes.ts'
import { UploadSlots } from './upload-slots.ts'

export interface AdmissionParts {
  readonly keyring: Keyring
  /** Absent: as often as one likes. */
  readonly limiter?: RateLimiter
}

/** reliability.md section 5. How long it really takes is in the message and in `x-ratelimit-reset-requests`. */
const MAX_RETRY_AFTER_SECONDS = 60

/** What every request below `/v1` passes before its body is read: the key, how often it may ask, and what it may do. */
export function admission({ keyring, limiter }: AdmissionParts): MiddlewareHandler<Env> {
  const slots = new UploadSlots()
  const inside = new Map<string, number>()
  return async (c, next) => {
    const holder = await keyring.admit(headersOf(c.req.raw.headers))
    c.set('caller', holder)
    if (limiter) spend(c, limiter.take(holder.keyId))
    requireScope(holder, c.req.method, c.req.path)
    const left = comeIn(c, inside, holder.keyId)
    try {
      if (!mayBringFiles(c.req.method, (name) => c.req.header(name))) return await next()
      const leave = await enter(c, slots, holder.keyId)
      return await next().finally(leave)
    } finally {
      left()
    }
  }
}

/** Counts one more request of this key until its answer begins. Gives how to count it off. */
function comeIn(c: Ask, inside: Map<string, number>, keyId: string): () => void {
  const before = inside.get(keyId) ?? 0
  if (before >= LIMITS.requestsPerKey) {
    c.header('retry-after', '1')
    throw new Fault('rate_limit_exceeded', 'Too many requests at once with this key. Try again in a second.')
  }
  inside.set(keyId, before + 1)
  return () => {
    const rest = (inside.get(keyId) ?? 1) - 1
    if (rest === 0) inside.delete(keyId)
    else inside.set(keyId, rest)
  }
}

/** A form, or JSON large enough for a data URL. Short bodies wait for nobody: a cancel must not stand behind uploads. */
export function mayBringFiles(method: string | undefined, header: (name: string) => string | undefined): boolean {
  if (method !== 'POST') return false
  if (/^multipart\//i.test(header('content-type') ?? '')) return true
  const length = header('content-length')
  return length === undefined ? header('transfer-encoding') !== undefined : Number(length) > LIMITS.jsonBytes
}

/** The headers that may carry a key. */
export function headersOf(headers: Headers): Parameters<Keyring['admit']>[0] {
  const read = (name: string) => headers.get(name) ?? undefined
  const [authorization, cookie] = [read('authorization'), read('cookie')]
  return {
    ...(authorization !== undefined && { authorization }),
    ...(cookie !== undefined && { cookie }),
    'api-key': read('api-key'),
  }
}

function spend(c: Ask, { allowed, limit, windowMs, remaining, resetMs, waitMs }: Spent): void {
  c.header('x-ratelimit-limit-requests', String(limit))
  c.header('x-ratelimit-remaining-requests', String(remaining))
  c.header('x-ratelimit-reset-requests', duration(resetMs))
  if (allowed) return
  const seconds = Math.ceil(waitMs / 1000)
  // The SDK passes over a longer wait and would come back within seconds (videos-api.md 2.3).
  c.header('retry-after', String(Math.min(seconds, MAX_RETRY_AFTER_SECONDS)))
  if (seconds > MAX_RETRY_AFTER_SECONDS) c.header('x-should-retry', 'false')
  throw new Fault(
    'rate_limit_exceeded',
    `This key has asked too often: its limit is ${limit} requests in ${windowMs / 1000} s. Try again in ${seconds} s.`,
  )
}

/** As OpenAI writes it: `120ms`, `1s`, `6m0s`. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms}ms`
  const seconds = Math.ceil(ms / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

async function enter(c: Ask, slots: UploadSlots, keyId: string): Promise<() => void> {
  try {
    return await slots.enter(keyId)
  } catch (thrown) {
    c.header('retry-after', '1')
    throw thrown
  }
}
