import { Fault } from '../spec/fault.ts'
import type { Asking } from '../spec/requests.ts'

/** Visible ASCII, 1 to 255 characters (reliability.md section 4). */
const KEY = /^[\x21-\x7e]{1,255}$/

/** Reads how a request came: its `Idempotency-Key`, and whether the official SDK repeats it by itself. */
export function readAsking({ headers, signal }: Request): Asking {
  const key = headers.get('idempotency-key')
  if (key !== null && !KEY.test(key)) {
    const rule = 'The Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces.'
    throw new Fault('invalid_value', rule, { param: 'Idempotency-Key' })
  }
  const count = headers.get('x-stainless-retry-count') ?? ''
  // What is no small number was not written by the SDK and promises nothing.
  const retries = /^\d{1,3}$/.test(count) ? Number(count) : 0
  return { retries, signal, ...(key !== null && { key }) }
}
