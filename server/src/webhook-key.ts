import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepSecret } from './secret-file.ts'

/** The key that webhooks' signing secrets are sealed with: 32 bytes beside the database, never in it. */
export function openWebhookKey(dataFolder: string): Uint8Array {
  const file = join(dataFolder, 'webhook-key')
  try {
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
    if (key.length === 32) return key
    throw new Error(`${file} does not hold a key. Restore it, or delete it and rotate every webhook secret.`)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  const key = randomBytes(32)
  keepSecret(file, `${key.toString('base64')}\n`)
  return key
}
