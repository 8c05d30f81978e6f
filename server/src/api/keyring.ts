import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'

export const SESSION_COOKIE = 'kinora_session'

/** Knows who may ask. Keeps only digests: the key itself is never held longer than the constructor runs. */
export class Keyring {
  readonly #digest: Buffer
  readonly #session: string

  constructor(key: string) {
    this.#digest = sha256(key)
    // Derived from the key, so a session outlives a restart and ends when the key changes.
    this.#session = createHmac('sha256', key).update('kinora studio session v1').digest('hex')
  }

  /** Accepts `Authorization: Bearer`, Azure's `api-key`, or the studio's cookie. The same 401 for every reason. */
  admit(headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'> & { readonly 'api-key'?: unknown }): Caller {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
    const given = bearer ?? (typeof headers['api-key'] === 'string' ? headers['api-key'] : undefined)
    const known = given !== undefined ? this.knows(given) : this.#knowsSession(headers.cookie)
    if (known) return { owner: 'default' }
    throw new Fault(
      'invalid_api_key',
      'No valid API key was given. Send it as `Authorization: Bearer <key>`; the start message says where it is kept.',
    )
  }

  knows(key: string): boolean {
    return timingSafeEqual(sha256(key), this.#digest)
  }

  /** `Strict` and `HttpOnly`; the guard, not the cookie, keeps other ports of this machine out. */
  sessionCookie(secure: boolean): string {
    return `${SESSION_COOKIE}=${this.#session}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  }

  #knowsSession(cookies: string | undefined): boolean {
    const value = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([0-9a-f]+)`).exec(cookies ?? '')?.[1]
    return value !== undefined && timingSafeEqual(sha256(value), sha256(this.#session))
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
