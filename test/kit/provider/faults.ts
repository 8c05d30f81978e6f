import type { ServerResponse } from 'node:http'

/**
 * The faults of reliability.md section 5, U, as `U3` or, where one has several shapes, `U40d`. `x2` after it: the first two
 * times only, then all is well.
 */
export interface Fault {
  readonly code: string
  readonly times: number
}

const TOKEN = /\[fault:(U\d{1,2}[a-z]?)(?:x(\d{1,3}))?\]/

export function faultIn(text: string): Fault | undefined {
  const [, code, times] = TOKEN.exec(text) ?? []
  return code === undefined ? undefined : { code, times: times === undefined ? Infinity : Number(times) }
}

export function json(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export const errorBody = (message: string, code: string | null = null, type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
})

export function reset(res: ServerResponse): void {
  res.socket?.resetAndDestroy()
}

export function html(res: ServerResponse, status = 200): void {
  res
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><title>502 Bad Gateway</title><h1>nginx</h1>')
}

/** Says more than it will send, and hangs up in the middle. */
export function cut(res: ServerResponse, whole: Buffer, type: string): void {
  res.writeHead(200, { 'content-type': type, 'content-length': String(whole.length) })
  res.write(whole.subarray(0, Math.floor(whole.length / 2)), () => res.socket?.destroy())
}

/** A byte now and then, for ever. */
export function drip(res: ServerResponse, type: string): void {
  res.writeHead(200, { 'content-type': type })
  const timer = setInterval(() => void res.write(' '), 20)
  res.on('close', () => clearInterval(timer))
}

/** As much as the other side will take, for ever. */
export function flood(res: ServerResponse, type: string, head: Buffer): void {
  res.writeHead(200, { 'content-type': type })
  res.write(head)
  const chunk = Buffer.alloc(65_536)
  const pour = (): void => {
    while (!res.destroyed && res.write(chunk)) continue
  }
  res.on('drain', pour)
  pour()
}

/** Refusals before anything began: status, body, headers. None of these takes the order. */
export const REFUSALS: Readonly<Record<string, readonly [number, unknown, Record<string, string>?]>> = {
  U8: [
    400,
    errorBody("Invalid value: '7'. See https://provider.example/docs?key=sk-secret-1234567890.", 'invalid_value'),
  ],
  U9: [401, errorBody('Incorrect API key provided.', 'invalid_api_key')],
  U9b: [403, errorBody('Your organization must be verified.', null)],
  U10: [402, errorBody('Payment required.', 'billing')],
  U10b: [429, errorBody('You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota')],
  U11: [404, errorBody('The model does not exist.', 'model_not_found')],
  U12: [429, errorBody('Rate limit reached.', 'rate_limit_exceeded'), { 'retry-after': '1' }],
  U40: [400, errorBody('Your request was blocked by our moderation system.', 'moderation_blocked')],
  U40b: [422, { detail: [{ loc: ['body', 'prompt'], msg: 'Not allowed.', type: 'content_policy_violation' }] }],
  U40c: [400, { code: 'SensitiveContentDetected.PrivacyInformation', message: 'Real person.', data: null }],
  U40d: [403, errorBody('The prompt was flagged as unsafe.', 'content_filter')],
  U40e: [200, { error: 'Blocked by moderation.' }],
  U40f: [400, { error: 'Rejected by the safety system.' }],
}

/** What goes wrong after the order was taken, instead of its answer. True: the answer is done. */
export function spoilAnswer(code: string, res: ServerResponse, good: unknown): boolean {
  const text = Buffer.from(JSON.stringify(good))
  if (code === 'U2') return true
  if (code === 'U3') reset(res)
  else if (code === 'U4') cut(res, text, 'application/json')
  else if (code === 'U4b') res.writeHead(200, { 'content-type': 'application/json' }).end(text.subarray(0, 20))
  else if (code === 'U5') html(res)
  else if (code === 'U6') json(res, 200, { object: 'video', status: 'queued' })
  else if (code === 'U6b') json(res, 200, { id: '..', object: 'video', status: 'queued' })
  else if (code === 'U13') json(res, 500, errorBody('The server had an error.', 'server_error', 'server_error'))
  else if (code === 'U13b') html(res, 502)
  else return false
  return true
}
