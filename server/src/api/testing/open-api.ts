import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEstimateDesk } from '../../jobs/desk/estimate.ts'
import { createKeyDesk } from '../../jobs/key-desk.ts'
import { createListEngines } from '../../jobs/list-engines.ts'
import type { RateLimit } from '../../spec/rate.ts'
import { ScriptedEngine } from '../../spec/testing/scripted-engine.ts'
import { createApi, type ApiParts } from '../app.ts'
import type { Exchange } from '../stamp.ts'
import { Keyring } from '../keyring.ts'
import { RateLimiter } from '../rate-limiter.ts'
import { noCharacters } from './fake-characters.ts'
import { FakeDesk } from './fake-desk.ts'
import { noWebhooks } from './fake-webhooks.ts'
import { FakeLineage } from './fake-lineage.ts'
import { MemoryKeys } from './memory-keys.ts'
import { noMoney } from './fake-money.ts'
import { noFiles } from './fake-files.ts'
import { noConsents, noPeople } from './fake-people.ts'
import { UrlRefused } from '../../spec/guarded-fetch.ts'

export const KEY = 'knr_test-key-of-the-api-tests'

/** The API with a fake desk, or other `parts`, called without a socket. `left()` lists what requests left in the staging folder. */
export function openApi(limit?: RateLimit, parts: Partial<ApiParts> = {}) {
  const stagingFolder = mkdtempSync(join(tmpdir(), 'kinora-api-'))
  const desk = new FakeDesk()
  const errors: unknown[] = []
  const exchanges: Exchange[] = []
  const store = new MemoryKeys()
  const engine = new ScriptedEngine({ name: 'local' })
  const clock = { nowMs: 1_700_000_000_000 }
  const now = () => clock.nowMs
  const keys = createKeyDesk({
    keys: store,
    money: { setCap: async () => undefined },
    now,
    models: () => ['sora-2', 'sora-2-pro'],
  })
  const lineage = new FakeLineage()
  const app = createApi({
    desk,
    lineage,
    files: noFiles,
    characters: noCharacters,
    people: noPeople,
    consents: noConsents,
    frames: { compose: () => Promise.reject(new Error('Nothing is composed here.')) },
    events: { follow: async () => undefined, stop: () => undefined },
    webhooks: noWebhooks,
    readMark: async () => ({ type: 'composite', tool: 'A tool', title: 'A title' }),
    fetchUrl: () => Promise.reject(new UrlRefused('Nothing is fetched here.')),
    keyring: new Keyring(KEY, { keys: store, now }),
    keys,
    engines: createListEngines([engine], () => desk.engines()),
    estimates: createEstimateDesk([engine], { 'sora-2': 'scripted-1' }, { money: { budgets: async () => [] }, now }),
    money: noMoney,
    usage: { usage: async () => [] },
    audit: { page: async () => [] },
    settings: {
      keepMs: null,
      consentRequired: true,
      jobsPerKey: null,
      rateLimit: null,
      allowPrivateWebhooks: false,
    },
    now,
    ...(limit && { limiter: new RateLimiter(limit, now) }),
    stagingFolder,
    readiness: async () => ({ store: { ready: true }, engines: desk.engines(), studio: { ready: true } }),
    metrics: { type: 'text/plain', read: async () => 'kinora_jobs 0\n' },
    onError: (thrown) => errors.push(thrown),
    onAnswer: (exchange) => exchanges.push(exchange),
    ...parts,
  })
  return {
    desk,
    lineage,
    keys,
    clock,
    errors,
    exchanges,
    app,
    left: () => readdirSync(stagingFolder),
    close: () => rmSync(stagingFolder, { recursive: true, force: true }),
    ask: (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers)
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${KEY}`)
      return Promise.resolve(app.request(path, { ...init, headers }))
    },
  }
}

interface Envelope {
  error: { message: string; type: string; param: string | null; code: string | null }
}

/** The error of an answer, after checking that it is OpenAI's envelope with all four keys. */
export async function errorOf(response: Response): Promise<Envelope['error'] & { status: number }> {
  const body = (await response.json()) as Envelope
  const keys = Object.keys(body.error).sort().join()
  if (keys !== 'code,message,param,type') throw new Error(`not the error envelope: ${keys}`)
  if (!response.headers.get('content-type')?.startsWith('application/json')) throw new Error('not JSON')
  if (!response.headers.get('x-request-id')) throw new Error('no request id')
  return { ...body.error, status: response.status }
}
