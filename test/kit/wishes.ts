import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bare } from './bare.ts'
import type { Heard, Hook } from './hook.ts'
import { root } from './server.ts'

/** What a client wants, and what it was told. It repeats what was not answered, as the SDK does. */
export interface Wish {
  readonly what: 'text' | 'photo' | 'refused' | 'deleted' | 'cancelled' | 'local'
  /** Model of the engine asked; a `local` one has its own. */
  readonly model: string
  readonly fault?: string
  readonly idempotencyKey: string
  id?: string
  gone?: boolean
  cancelled?: boolean
}

interface Video {
  readonly id: string
  readonly status: string
}

/** Grants every wish: orders, deletions, a new signing secret, until each video has ended and its webhook was told. */
export async function grant(server: Bare, hook: Hook, wishes: readonly Wish[]): Promise<void> {
  const { data } = (await ask(server, 'GET', '/v1/webhook_endpoints')) as { data: { id: string }[] }
  const endpoint = data[0] ?? ((await ask(server, 'POST', '/v1/webhook_endpoints', words(hook))) as { id: string })
  for (const wish of wishes) {
    if (wish.id === undefined) wish.id = (await create(server, wish)).id
    if (wish.what === 'deleted' && !wish.gone) await remove(server, wish)
    if (wish.what === 'cancelled' && !wish.cancelled) await cancel(server, wish)
  }
  await ask(server, 'POST', `/v1/webhook_endpoints/${endpoint.id}/rotate_secret`, '{}')
  const ids = wishes.flatMap(({ id, gone }) => (id === undefined || gone ? [] : [id]))
  for (const id of ids) await soon(`the end of ${id}`, server, () => ended(server, id))
  for (const id of ids)
    await soon(`the webhook of ${id}`, server, async () => told(hook, id).some(({ taken }) => taken))
}

/** Every try to tell of a video. */
export const told = ({ heard }: Hook, id: string): Heard[] => heard.filter(({ body }) => body.includes(id))

const words = ({ url }: Hook) =>
  JSON.stringify({ name: 'crash', url, event_types: ['video.completed', 'video.failed'] })

/** Asks until it is so or the server has died. */
async function soon(what: string, server: Bare, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (server.alive() && !(await isSo())) {
    if (performance.now() > end) throw new Error(`waited 60 s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const PROMPTS = {
  refused: ' [fault:U8]',
  deleted: ' [fault:U22]',
  cancelled: ' [fault:U22]',
  text: '',
  photo: '',
  local: '',
}
const PHOTO = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))

async function create(server: Bare, { what, model, fault, idempotencyKey }: Wish): Promise<Video> {
  const local = what === 'local'
  const form = new FormData()
  form.set('prompt', `A quiet lake${fault === undefined ? PROMPTS[what] : ` [fault:${fault}]`}`)
  form.set('seconds', '1')
  form.set('size', local ? '256x256' : '128x128')
  form.set('model', local ? 'kinora-animatic' : model)
  if (what === 'photo') form.append('input_reference', new Blob([PHOTO]), 'hopper.jpg')
  return (await ask(server, 'POST', '/v1/videos', form, { 'idempotency-key': idempotencyKey })) as Video
}

/** A delete that was not answered is said again: then the video is there, or it is not. */
async function remove(server: Bare, wish: Wish): Promise<void> {
  const response = await send(server, 'DELETE', `/v1/videos/${wish.id}`)
  if (response.status !== 200 && response.status !== 404) throw new Error(`DELETE answered ${response.status}`)
  wish.gone = true
}

/** One that has ended meanwhile is not cancelled any more. */
async function cancel(server: Bare, wish: Wish): Promise<void> {
  const response = await send(server, 'POST', `/v1/videos/${wish.id}/cancel`)
  if (response.status !== 200) throw new Error(`cancel answered ${response.status}: ${await response.text()}`)
  wish.cancelled = true
}

async function ended(server: Bare, id: string): Promise<boolean> {
  const { status } = (await ask(server, 'GET', `/v1/videos/${id}`)) as Video
  return status === 'completed' || status === 'failed'
}

/** `body`: text is JSON. */
export function send(
  server: Pick<Bare, 'url' | 'key'>,
  method: string,
  path: string,
  body?: string | FormData,
  headers = {},
): Promise<Response> {
  const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const all = { authorization: `Bearer ${server.key}`, ...json, ...headers }
  return fetch(`${server.url}${path}`, { method, headers: all, ...(body !== undefined && { body }) })
}

/** @throws what it answered, when that is not a 200. */
export async function ask(...of: Parameters<typeof send>): Promise<unknown> {
  const response = await send(...of)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${of[1]} ${of[2]} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
