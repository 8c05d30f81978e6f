import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { KeyHolder } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { SCOPES } from '../spec/keys.ts'
import type { KeyStore } from '../spec/keys.ts'
import type { Clock } from '../spec/time.ts'

export const SESSION_COOKIE = 'kinora_session'
const SESSION = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([0-9a-f]{64})(?:\\.([0-9a-f]{64}))?(?:;|$)`)

/** Whoever has the operator's key, or the studio's session that comes from it. */
const OPERATOR: KeyHolder = { owner: 'default', keyId: 'operator', keyName: null, scopes: SCOPES, profile: 'tolerant' }

/** Knows who may ask. Keeps only digests: the operator's key itself is never held longer than the constructor runs. */
export class Keyring {
  readonly #digest: Buffer
  readonly #session: string
  /** Seals the sessions of further keys. */
  readonly #seal: Buffer
  readonly #clients: { readonly keys: Pick<KeyStore, 'find'>; readonly now: Clock } | undefined

  /** `clients`: the further keys the operator made; absent: there are none. */
  constructor(key: string, clients?: { readonly keys: Pick<KeyStore, 'find'>; readonly now: Clock }) {
    this.#digest = sha256(key)
    // Derived from the key, so a session outlives a restart and ends when the key changes.
    this.#session = createHmac('sha256', key).update('kinora studio session v1').digest('hex')
    this.#seal = createHmac('sha256', key).update('kinora key session v1').digest()
    this.#clients = clients
  }

  /** Accepts `Authorization: Bearer`, Azure's `api-key`, or the studio's cookie. The same 401 for every reason. */
  async admit(
    headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'> & { readonly 'api-key'?: unknown },
  ): Promise<KeyHolder> {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
    const given = bearer ?? (typeof headers['api-key'] === 'string' ? headers['api-key'] : undefined)
    const holder = given === undefined ? await this.#sessionHolder(headers.cookie) : await this.#keyHolder(given)
    if (holder) return holder
    throw new Fault(
      'invalid_api_key',
      'No valid API key was given. Send it as `Authorization: Bearer <key>`; the start message says where it is kept.',
    )
  }

  /** Does this cookie still open something? */
  async holdsSession(cookies: string | undefined): Promise<boolean> {
    return (await this.#sessionHolder(cookies)) !== undefined
  }

  /**
   * A cookie for the studio that stands for this key, and ends with it. Undefined when the key opens nothing. It names a
   * further key by its digest, which no request can show instead of the key.
   */
  async openSession(secret: string, secure: boolean): Promise<string | undefined> {
    if (this.#isOperators(secret)) return this.sessionCookie(secure)
    if (!(await this.#keyHolder(secret))) return undefined
    const digest = sha256(secret).toString('hex')
    return cookieOf(`${digest}.${this.#sealOf(digest)}`, secure)
  }

  /** The operator's session. */
  sessionCookie(secure: boolean): string {
    return cookieOf(this.#session, secure)
  }

  async #keyHolder(secret: string): Promise<KeyHolder | undefined> {
    return this.#isOperators(secret) ? OPERATOR : this.#clientHolder(sha256(secret))
  }

  async #clientHolder(digest: Buffer): Promise<KeyHolder | undefined> {
    const found = await this.#clients?.keys.find(digest.toString('hex'))
    if (!found || !timingSafeEqual(digest, Buffer.from(found.sha256, 'hex'))) return undefined
    const { id, name, owner, scopes, profile, defaultModel, expiresAtMs, revokedAtMs } = found.key
    const ended = revokedAtMs !== null || (expiresAtMs !== null && expiresAtMs <= (this.#clients?.now() ?? Infinity))
    if (ended) return undefined
    return { owner, keyId: id, keyName: name, scopes, profile, ...(defaultModel !== null && { defaultModel }) }
  }

  /** Asked anew each time: a session lives exactly as long as its key. */
  async #sessionHolder(cookies: string | undefined): Promise<KeyHolder | undefined> {
    const [, value = '', seal] = SESSION.exec(cookies ?? '') ?? []
    if (seal === undefined) return alike(value, this.#session) ? OPERATOR : undefined
    return alike(seal, this.#sealOf(value)) ? this.#clientHolder(Buffer.from(value, 'hex')) : undefined
  }

  #isOperators(key: string): boolean {
    return timingSafeEqual(sha256(key), this.#digest)
  }

  #sealOf(digest: string): string {
    return createHmac('sha256', this.#seal).update(digest).digest('hex')
  }
}

/** `Strict` and `HttpOnly`; the guard, not the cookie, keeps other ports of this machine out. Empty: it is to be forgotten. */
export function cookieOf(value: string, secure: boolean): string {
  const end = value === '' ? '; Max-Age=0' : ''
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${end}`
}

/** Compares in constant time, whatever the lengths. */
const alike = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b))

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
