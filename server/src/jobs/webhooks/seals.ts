import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SealedSecret } from '../../spec/webhook.ts'

/** Makes signing secrets and keeps them readable only together with the data folder's key. */
export interface Seals {
  make(endpointId: string): { readonly secret: string; readonly sealed: SealedSecret }
  /** @throws Error when the key is another one, or the secret another endpoint's. */
  open(endpointId: string, sealed: SealedSecret): string
}

const NONCE = 12 // NIST SP 800-38D: the length GCM is made for
const TAG = 16

/** AES-256-GCM; the endpoint's id is bound in, so that a secret moved to another row does not open. */
export function createSeals(key: Uint8Array): Seals {
  return {
    make(endpointId) {
      const secret = `whsec_${randomBytes(32).toString('base64')}`
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(endpointId))
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      const sealed = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')
      return { secret, sealed: { sealed, hint: secret.slice(-4), untilMs: null } }
    },
    open(endpointId, { sealed }) {
      const bytes = Buffer.from(sealed, 'base64')
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      cipher.setAAD(Buffer.from(endpointId)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]).toString()
    },
  }
}
