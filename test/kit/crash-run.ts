import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Received } from '../../server/src/jobs/testing/receiver.ts'
import { startBare, type Bare } from './bare.ts'
import { checkInvariants } from './invariants.ts'
import type { HostedClass, Providers } from './provider-process.ts'
import { root, until } from './server.ts'

export interface CrashRun {
  readonly data: string
  /** `C9` or `C9:2`, one for each start that is to be killed; the start after them is left alone. */
  readonly crashes: readonly string[]
  readonly engine: HostedClass
  readonly providers: Providers
  readonly receiver: { readonly url: string; readonly received: readonly Received[] }
  /** Of the provider, as `U3`: one more order for each. */
  readonly faults?: readonly string[]
  /** Local videos too: they take a while. */
  readonly local?: boolean
}

export interface CrashResult {
  /** Of `crashes`, those at which the process really died. */
  readonly reached: readonly string[]
  /** Broken promises. */
  readonly wrong: readonly string[]
  readonly videos: number
}

/** What the client wants, and what it was told. It repeats what was not answered, as the SDK does. */
interface Wish {
  readonly what: 'text' | 'photo' | 'refused' | 'deleted' | 'local'
  readonly fault?: string
  readonly idempotencyKey: string
  id?: string
  gone?: boolean
}

interface Video {
  readonly id: string
  readonly status: string
}

/** One scenario: orders of all kinds, killed at the places named, driven to the end by a last start, and looked over. */
export async function crashRun(run: CrashRun): Promise<CrashResult> {
  const kinds = ['text', 'photo', 'refused', 'deleted', ...(run.local ? (['local'] as const) : [])] as const
  const wishes: Wish[] = kinds.map((what) => ({ what, idempotencyKey: `${what}-1` }))
  for (const fault of run.faults ?? []) wishes.push({ what: 'text', fault, idempotencyKey: `fault-${wishes.length}` })
  const reached: string[] = []
  for (const crash of [...run.crashes, undefined]) {
    const server = await startBare(run.data, { env: envOf(run, crash) })
    if (server) {
      const played = play(run, server, wishes).catch((thrown: unknown) => killed(server, thrown))
      await Promise.race([server.ended, played])
      await server.stop()
    }
    if (crash !== undefined && (server === undefined || server.child.signalCode === 'SIGKILL')) reached.push(crash)
    if (crash === undefined && server?.child.exitCode !== 0)
      return { reached, wrong: ['the last start did not end well'], videos: 0 }
  }
  return { reached, wrong: await judge(run, wishes), videos: wishes.length }
}

/** Connections break a moment before the end of their process is heard of. @throws what it was, if there was no end. */
async function killed(server: Bare, thrown: unknown): Promise<void> {
  await Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, 2_000))])
  if (server.alive()) throw thrown
}

const envOf = ({ providers }: CrashRun, crash: string | undefined): Record<string, string> => ({
  KINORA_ENGINES: providers.file,
  KINORA_ALLOW_PRIVATE_WEBHOOKS: '1',
  KINORA_CONSENT: 'off',
  ...(crash !== undefined && { KINORA_CRASH: crash }),
})

async function play(run: CrashRun, server: Bare, wishes: readonly Wish[]): Promise<void> {
  const { data } = (await ask(server, 'GET', '/v1/webhook_endpoints')) as { data: { id: string }[] }
  const endpoint =
    data[0] ?? ((await ask(server, 'POST', '/v1/webhook_endpoints', hook(run.receiver.url))) as { id: string })
  for (const wish of wishes) {
    if (wish.id === undefined) wish.id = (await create(run, server, wish)).id
    if (wish.what === 'deleted' && !wish.gone) await remove(server, wish)
  }
  await ask(server, 'POST', `/v1/webhook_endpoints/${endpoint.id}/rotate_secret`, '{}')
  for (const { id, gone } of wishes) if (id !== undefined && !gone) await ended(server, id)
  for (const { id, gone } of wishes)
    if (id !== undefined && !gone)
      await until(`the webhook of ${id}`, 30, async () => told(run, id).length > 0 || !server.alive() || undefined)
}

const told = ({ receiver }: CrashRun, id: string): Received[] =>
  receiver.received.filter(({ body }) => body.includes(id))

const hook = (url: string) => JSON.stringify({ name: 'crash', url, event_types: ['video.completed', 'video.failed'] })

async function create(run: CrashRun, server: Bare, { what, fault, idempotencyKey }: Wish): Promise<Video> {
  const local = what === 'local'
  const faults = { refused: ' [fault:U8]', deleted: ' [fault:U22]', text: '', photo: '', local: '' }
  const form = new FormData()
  form.set('prompt', `A quiet lake${fault === undefined ? faults[what] : ` [fault:${fault}]`}`)
  form.set('seconds', '1')
  form.set('size', local ? '256x256' : '128x128')
  form.set('model', local ? 'kinora-animatic' : run.engine)
  if (what === 'photo') form.append('input_reference', new Blob([photo]), 'hopper.jpg')
  return (await ask(server, 'POST', '/v1/videos', form, { 'idempotency-key': idempotencyKey })) as Video
}

const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))

/** A delete that was not answered is said again: then the video is there, or it is not. */
async function remove(server: Bare, wish: Wish): Promise<void> {
  const response = await send(server, 'DELETE', `/v1/videos/${wish.id}`)
  if (response.status !== 200 && response.status !== 404) throw new Error(`DELETE answered ${response.status}`)
  wish.gone = true
}

async function ended(server: Bare, id: string): Promise<Video | undefined> {
  return until(`the end of ${id}`, 60, async () => {
    if (!server.alive()) return { id, status: 'dead' }
    const video = (await ask(server, 'GET', `/v1/videos/${id}`)) as Video
    return video.status === 'completed' || video.status === 'failed' ? video : undefined
  })
}

function send(server: Bare, method: string, path: string, body?: string | FormData, headers = {}): Promise<Response> {
  const json = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const all = { authorization: `Bearer ${server.key}`, ...json, ...headers }
  return fetch(`${server.url}${path}`, { method, headers: all, ...(body !== undefined && { body }) })
}

async function ask(...of: Parameters<typeof send>): Promise<unknown> {
  const response = await send(...of)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${of[1]} ${of[2]} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

async function judge(run: CrashRun, wishes: readonly Wish[]): Promise<string[]> {
  const { renders } = await run.providers.account(run.engine)
  const acknowledged = wishes.flatMap(({ id, gone }) => (id === undefined || gone ? [] : [id]))
  const wrong = await checkInvariants(run.data, { acknowledged }, renders)
  for (const id of acknowledged) {
    const names = new Set(told(run, id).map(({ headers }) => headers['webhook-id']))
    if (names.size !== 1) wrong.push(`${id} was told under ${names.size} webhook ids`)
  }
  return wrong
}
