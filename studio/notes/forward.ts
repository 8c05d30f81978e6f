import { Fault, toEnvelope } from 'kinora/spec/fault'
import { en } from '../messages/en.ts'
import { createAnswer, checkAnswer } from './answers.ts'

export interface Upstream {
  /** Without a slash at the end. */
  readonly base: string
  readonly fetch: typeof fetch
}

/** Who asks, and what the body is. Where from is not repeated: the one door in front has judged that already. */
const PASSED_ON = [
  'authorization',
  'api-key',
  'cookie',
  'content-type',
  'idempotency-key',
  'x-stainless-retry-count',
] as const
const PASSED_BACK = ['x-request-id', 'openai-poll-after-ms', 'retry-after', 'x-should-retry'] as const

/** The body goes through as a stream, whatever its size; the API reads the notes' field names itself. */
export async function forwardCreate(request: Request, { base, fetch }: Upstream): Promise<Response> {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: passedOn(request),
    body: request.body,
    duplex: 'half',
    signal: request.signal,
  }
  return answer(fetch(`${base}/v1/videos`, init), createAnswer)
}

export async function forwardCheck(request: Request, upstream: Upstream): Promise<Response> {
  try {
    const id = await readId(request)
    const url = `${upstream.base}/v1/videos/${encodeURIComponent(id)}`
    const headers = passedOn(request)
    headers.delete('content-type')
    return await answer(upstream.fetch(url, { headers, signal: request.signal }), checkAnswer)
  } catch (thrown) {
    return refuse(thrown)
  }
}

async function readId(request: Request): Promise<string> {
  const query = new URL(request.url).searchParams
  const body: Record<string, unknown> = request.method === 'POST' ? await readJson(request) : {}
  const named = [query.get('id'), query.get('videoId'), body['id'], body['videoId']]
  const id = named.find((value) => typeof value === 'string' && value !== '')
  if (typeof id !== 'string') throw new Fault('missing_required_parameter', en.route.noId, { param: 'id' })
  return id
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch (cause) {
    throw new Fault('invalid_body', en.route.notJson, { cause })
  }
}

/** A refusal keeps its status and its envelope; only a success is put into the notes' words. */
async function answer(asked: Promise<Response>, translate: (video: unknown) => unknown): Promise<Response> {
  try {
    const response = await asked
    const headers = new Headers({ 'content-type': response.headers.get('content-type') ?? 'application/json' })
    for (const name of PASSED_BACK) {
      const value = response.headers.get(name)
      if (value !== null) headers.set(name, value)
    }
    if (!response.ok) return new Response(response.body, { status: response.status, headers })
    return Response.json(translate(await response.json()), { status: response.status, headers })
  } catch (cause) {
    return refuse(new Fault('engine_unavailable', en.route.unreachable, { cause }))
  }
}

function passedOn(request: Request): Headers {
  const headers = new Headers()
  for (const name of PASSED_ON) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return headers
}

function refuse(thrown: unknown): Response {
  const { status, body } = toEnvelope(thrown)
  return Response.json(body, { status })
}
