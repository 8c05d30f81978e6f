import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepSecret } from './secret-file.ts'

/** Where the key came from, so that the start message can say it. */
export interface ApiKey {
  readonly value: string
  readonly from: 'environment' | 'file' | 'made'
  /** Absolute path, when kept in a file. */
  readonly file: string | null
}

/**
 * The key clients must send: the configured one, else the one kept in the data folder, else a new one
 * (`knr_` and 32 random bytes, base64url) kept there with mode 600.
 */
export function openApiKey(dataFolder: string, configured: string | undefined): ApiKey {
  if (configured !== undefined) return { value: configured, from: 'environment', file: null }
  const file = join(dataFolder, 'api-key')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  try {
    const value = readFileSync(file, 'utf8').trim()
    if (value === '') throw new Error(`${file} is empty. Delete it to have a new key made, or set KINORA_API_KEY.`)
    chmodSync(file, 0o600)
    return { value, from: 'file', file }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  const value = `knr_${randomBytes(32).toString('base64url')}`
  keepSecret(file, `${value}\n`)
  return { value, from: 'made', file }
}
