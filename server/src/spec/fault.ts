/**
 * Every code a client can be told over HTTP, with its status and its `type` in OpenAI's error object.
 * Statuses 408, 409, 429 and 5xx are repeated by the official SDK (videos-api.md 2.3), so they are never used
 * for the client's own mistake; `retry: false` sends `x-should-retry: false` where one is right but repeating is useless.
 */
const FAULTS = {
  invalid_value: { status: 400, type: 'invalid_request_error' },
  missing_required_parameter: { status: 400, type: 'invalid_request_error' },
  unknown_parameter: { status: 400, type: 'invalid_request_error' },
  invalid_body: { status: 400, type: 'invalid_request_error' },
  invalid_reference: { status: 400, type: 'invalid_request_error' },
  // A photo of someone would leave the machine, and nobody has said that they agreed.
  consent_required: { status: 400, type: 'invalid_request_error' },
  consent_revoked: { status: 400, type: 'invalid_request_error' },
  invalid_host: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'invalid_request_error' },
  origin_refused: { status: 403, type: 'invalid_request_error' },
  missing_scope: { status: 403, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  video_not_completed: { status: 400, type: 'invalid_request_error' },
  video_not_found: { status: 404, type: 'invalid_request_error' },
  video_not_ready: { status: 404, type: 'invalid_request_error' },
  key_not_found: { status: 404, type: 'invalid_request_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  file_not_found: { status: 404, type: 'invalid_request_error' },
  character_not_found: { status: 404, type: 'invalid_request_error' },
  // 409 would be repeated by the SDK, in vain.
  charge_not_unknown: { status: 400, type: 'invalid_request_error' },
  person_not_found: { status: 404, type: 'invalid_request_error' },
  photo_not_found: { status: 404, type: 'invalid_request_error' },
  consent_not_found: { status: 404, type: 'invalid_request_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  // The receiver's fault, not ours: with a 5xx the SDK would send the test again.
  webhook_unreachable: { status: 400, type: 'invalid_request_error' },
  request_timeout: { status: 408, type: 'invalid_request_error' },
  precondition_failed: { status: 412, type: 'invalid_request_error' },
  request_too_large: { status: 413, type: 'invalid_request_error' },
  file_too_large: { status: 413, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  range_not_satisfiable: { status: 416, type: 'invalid_request_error' },
  idempotency_key_reused: { status: 422, type: 'invalid_request_error', retry: false },
  insufficient_quota: { status: 429, type: 'insufficient_quota', retry: false },
  rate_limit_exceeded: { status: 429, type: 'rate_limit_error' },
  internal: { status: 500, type: 'server_error' },
  engine_unavailable: { status: 503, type: 'service_unavailable_error', retry: false },
  server_is_busy: { status: 503, type: 'service_unavailable_error' },
  server_is_stopping: { status: 503, type: 'service_unavailable_error' },
  storage_full: { status: 507, type: 'server_error', retry: false },
} as const satisfies Record<string, { status: number; type: string; retry?: false }>

export type FaultCode = keyof typeof FAULTS

/** Something a client may be told. Anything else that is thrown is our bug and leaves as `internal`. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  /** The request field at fault, as the client spelled it; null when no single field is. */
  readonly param: string | null
  constructor(code: FaultCode, message: string, options: ErrorOptions & { param?: string } = {}) {
    super(message, options)
    this.code = code
    this.param = options.param ?? null
  }
}

/** OpenAI's error object: all four keys are always present (videos-api.md 5). */
export interface ErrorEnvelope {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
}

/** The one door out for errors. `shouldRetry` is false where the SDK would repeat in vain, else undefined. */
export function toEnvelope(thrown: unknown): { status: number; body: ErrorEnvelope; shouldRetry: false | undefined } {
  const fault = thrown instanceof Fault ? thrown : new Fault('internal', 'The server had an error. Try again.')
  const { status, type, ...rest } = FAULTS[fault.code]
  return {
    status,
    body: { error: { message: fault.message, type, param: fault.param, code: fault.code } },
    shouldRetry: 'retry' in rest ? rest.retry : undefined,
  }
}
