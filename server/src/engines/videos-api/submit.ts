import { crashPoint } from '../../spec/crash-point.ts'
import { EngineStopped, NotStarted, Refused } from '../../spec/engine-errors.ts'
import type { RenderRequest } from '../../spec/engine.ts'
import type { Fetched } from '../../spec/guarded-fetch.ts'
import { newSeconds } from '../../spec/order.ts'
import { writeSize } from '../../spec/size.ts'
import { clean, complaintOf, idIn, isModeration, readAnswer, retryAfterMs } from './answer.ts'
import type { Answer } from './answer.ts'
import { createForm } from './form.ts'
import type { FilePart, Form } from './form.ts'
import type { Server } from './options.ts'

/**
 * Sends one order, once. Answers the server's name for the render.
 * @throws what `Engine.start` may throw; never with a cause whose code could pass for "never sent".
 */
export async function submit(
  server: Server,
  request: RenderRequest,
  files: readonly FilePart[],
  signal: AbortSignal,
): Promise<string> {
  const form = createForm(fieldsOf(server, request), files)
  const response = await send(server, request.key, form, signal)
  crashPoint('C9')
  let answer: Answer
  try {
    answer = await readAnswer(response)
  } catch (thrown) {
    throw unclear('The answer to the order broke off', thrown)
  }
  if (answer.status < 300) return idOf(server, answer)
  throw refusalOf(server, answer)
}

function fieldsOf({ dialect, referenceField }: Server, { model, order, key }: RenderRequest): [string, string][] {
  const fields: [string, string][] = [
    ['model', model],
    ['prompt', order.prompt],
    ['seconds', String(newSeconds(order))],
    ['size', writeSize(order)],
  ]
  for (const extra of dialect.extras) fields.push([extra, String(order[extra])])
  if (referenceField !== undefined) fields.push([referenceField, key])
  return fields
}

async function send(server: Server, key: string, form: Form, signal: AbortSignal): Promise<Fetched> {
  const { own, url, headers, limits } = server
  try {
    return await own(`${url}/videos`, {
      method: 'POST',
      headers: { ...headers, ...form.headers, ...(server.class === 'idempotent' && { 'idempotency-key': key }) },
      body: form.body,
      maxBytes: limits.answerBytes,
      timeoutMs: limits.submitMs,
      redirects: 0, // whoever is named there is not whom the key is for
      signal,
    })
  } catch (thrown) {
    if (form.handedOver()) throw unclear('The order was sent and not answered', thrown)
    throw new NotStarted(`The order could not be sent: ${codeOf(thrown)}.`, { cause: thrown })
  }
}

/** Without its cause: a code somewhere inside it could pass for "never sent". */
const unclear = (what: string, thrown: unknown) => new Error(`${what}: ${codeOf(thrown)}.`)

/** The innermost code or name: says what happened without saying to whom. */
function codeOf(thrown: unknown): string {
  let code = 'unknown'
  for (let at = thrown; at instanceof Error; at = at.cause)
    code = 'code' in at && typeof at.code === 'string' ? at.code : at.name
  return code
}

function idOf({ name }: Server, { body }: Answer): string {
  const id = idIn(body)
  if (id !== undefined) return id
  const complaint = complaintOf(body)
  if (isModeration(complaint)) throw moderated(name)
  throw new Error('The server said yes to the order without saying which render it is.')
}

/** Where a full server does not say how long. */
const NO_ROOM_MS = 5_000

const moderated = (name: string, words = '') =>
  new Refused({ code: 'moderation_blocked', message: `The engine "${name}" refused this order by its rules.${words}` })

/** What an answer other than "yes" means (reliability.md section 5, U). */
function refusalOf({ name, key }: Server, { status, headers, body }: Answer): Error {
  const complaint = complaintOf(body)
  const words = complaint.text === '' ? '' : ` It said: ${clean(complaint.text, key)}`
  const stopped = (what: string) =>
    new EngineStopped(`The engine "${name}" ${what} (HTTP ${status}).`, {
      code: 'engine_unavailable',
      message: `The engine "${name}" takes no orders until its operator has seen to it.`,
    })
  if ([400, 403, 422, 451].includes(status) && isModeration(complaint)) return moderated(name, words)
  if (status === 401) return stopped('refuses its key: set a valid one')
  if (status === 403) return stopped('does not let this key in: look at the account there')
  const unpaid = /insufficient_quota|credit_balance|billing|arrear|overdue/i.test(complaint.code)
  if (status === 402 || (status === 429 && unpaid)) return stopped('has no credit left: top the account up')
  if (status === 429 || status === 425) {
    const wait = retryAfterMs(headers) ?? NO_ROOM_MS
    return new NotStarted(`The server asks to wait (HTTP ${status}).`, { retryAfterMs: wait })
  }
  // Timed out or still at it: it may have been taken. The same is true of 303, which names what was made.
  if (status >= 500 || [408, 409, 303].includes(status)) return new Error(`The server answered HTTP ${status}.`)
  if (status < 400)
    return new Refused({
      code: 'engine_unavailable',
      message: `The engine "${name}" has moved to another address, which is not followed. Its operator has to set it.`,
    })
  if (status === 404 || status === 410)
    return new Refused({
      code: 'engine_unavailable',
      message: `The engine "${name}" does not have this model any more.${words}`,
    })
  const code = complaint.param.startsWith('input_reference') ? 'invalid_reference' : 'engine_error'
  return new Refused({ code, message: `The engine "${name}" refused this order.${words}` })
}
