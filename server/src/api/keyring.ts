import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { KeyHolder } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { SCOPES } from '../spec/keys.ts'
import type { KeyStore } from '../spec/keys.ts'
import type { Clock } from '../spec/time.ts'

export const SESSION_COOKIE = 'kinora_session'

/** Whoever has the operator's key, or the studio's session that comes from it. */
const OPERATOR: KeyHolder = { owner: 'default', keyId: 'operator', scopes: SCOPES, profile: 'tolerant' }

/** Knows who may ask. Keeps only digests: the operator's key itself is never held longer than the constructor runs. */
export class Keyring {
  readonly #digest: Buffer
  readonly #session: string
  readonly #clients: { readonly keys: Pick<KeyStore, 'find'>; readonly now: Clock } | undefined

  /** `clients`: the further keys the operator made; absent: there are none. */
  constructor(key: string, clients?: { readonly keys: Pick<KeyStore, 'find'>; readonly now: Clock }) {
    this.#digest = sha256(key)
    // Derived from the key, so a session outlives a restart and ends when the key changes.
    this.#session = createHmac('sha256', key).update('kinora studio session v1').digest('hex')
    this.#clients = clients
  }

  /** Accepts `Authorization: Bearer`, Azure's `api-key`, or the studio's cookie. The same 401 for every reason. */
  async admit(
    headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'> & { readonly 'api-key'?: unknown },
  ): Promise<KeyHolder> {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
    const given = bearer ?? (typeof headers['api-key'] === 'string' ? headers['api-key'] : undefined)
    const holder = given === undefined ? this.#sessionHolder(headers.cookie) : await this.#keyHolder(given)
    if (holder) return holder
    throw new Fault(
      'invalid_api_key',
      'No valid API key was given. Send it as `Authorization: Bearer <key>`; the start message says where it is kept.',
    )
  }

  /** Is it the operator's? */
  knows(key: string): boolean {
    return timingSafeEqual(sha256(key), this.#digest)
  }

  /** `Strict` and `HttpOnly`; the guard, not the cookie, keeps other ports of this machine out. */
  sessionCookie(secure: boolean): string {
    return `${SESSION_COOKIE}=${this.#session}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  }

  async #keyHolder(secret: string): Promise<KeyHolder | undefined> {
    if (this.knows(secret)) return OPERATOR
    const digest = sha256(secret)
    const found = await this.#clients?.keys.find(digest.toString('hex'))
    if (!found || !timingSafeEqual(digest, Buffer.from(found.sha256, 'hex'))) return undefined
    const { id, owner, scopes, profile, defaultModel, expiresAtMs, revokedAtMs } = found.key
    const ended = revokedAtMs !== null || (expiresAtMs !== null && expiresAtMs <= (this.#clients?.now() ?? Infinity))
    if (ended) return undefined
    return { owner, keyId: id, scopes, profile, ...(defaultModel !== null && { defaultModel }) }
  }

  #sessionHolder(cookies: string | undefined): KeyHolder | undefined {
    const value = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([0-9a-f]+)`).exec(cookies ?? '')?.[1]
    return value !== undefined && timingSafeEqual(sha256(value), sha256(this.#session)) ? OPERATOR : undefined
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
