import type { ErrorEnvelope } from 'kinora/spec/fault'

/** The server answered, and said no. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string | null
  readonly param: string | null
  readonly requestId: string | null
  constructor(status: number, error: Partial<ErrorEnvelope['error']>, requestId: string | null) {
    super(error.message ?? '')
    this.status = status
    this.code = error.code ?? null
    this.param = error.param ?? null
    this.requestId = requestId
  }
}

/** No answer at all: the network, or the server is down. Says nothing about whether the request arrived. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/**
 * One request to our own server.
 * @throws ApiError or Unreachable; an aborted request throws what `fetch` throws.
 */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new Unreachable(String(cause), { cause })
  })
  if (response.ok) return response
  throw new ApiError(response.status, await readEnvelope(response), response.headers.get('x-request-id'))
}

async function readEnvelope(response: Response): Promise<Partial<ErrorEnvelope['error']>> {
  try {
    const body = (await response.json()) as Partial<ErrorEnvelope> | null
    return body?.error ?? {}
  } catch {
    return {} // a proxy's HTML page: the status is all we know
  }
}

/** Only a lost answer or the server's own trouble is worth asking again; a refusal stays a refusal. */
export function worthAsking(thrown: unknown): boolean {
  if (thrown instanceof ApiError) return thrown.status === 429 || thrown.status >= 500
  return thrown instanceof Unreachable
}
