import { resolve } from 'node:path'

/** What the operator decided, read once at start. The README documents every variable. */
export interface Config {
  readonly host: string
  /** 0 lets the system choose a free port (tests). */
  readonly port: number
  /** Absolute. Database, videos, photos and key live here. */
  readonly dataFolder: string
  /** Undefined: use the key kept in the data folder, made at first start. */
  readonly apiKey: string | undefined
  /** Path of an ffmpeg; undefined: found on PATH, else the bundled one. */
  readonly ffmpeg: string | undefined
  /** Where browsers reach the server when that is not `http://HOST:PORT`, e.g. behind a proxy. */
  readonly publicUrl: URL | undefined
  readonly dev: boolean
  /** For finding programs, ffmpeg only. */
  readonly searchPath: string
}

/** A setting the operator must change. `npm start` prints the message alone, without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.has(host) || /^127(\.\d{1,3}){3}$/.test(host)
}

/** @throws ConfigError naming the variable, its value and what is accepted. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const host = env.HOST?.trim() || '127.0.0.1'
  const apiKey = readKey(env.KINORA_API_KEY)
  if (!isLoopbackHost(host) && apiKey === undefined) {
    throw new ConfigError(
      `HOST=${host} is reachable from other machines, and KINORA_API_KEY is not set. ` +
        'Set KINORA_API_KEY to a long secret, or leave HOST at 127.0.0.1.',
    )
  }
  return {
    host,
    port: readPort(env.PORT),
    dataFolder: resolve(env.KINORA_DATA?.trim() || 'data'),
    apiKey,
    ffmpeg: env.KINORA_FFMPEG?.trim() || undefined,
    publicUrl: readPublicUrl(env.KINORA_PUBLIC_URL),
    dev: env.NODE_ENV === 'development',
    searchPath: env.PATH ?? '',
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 4600
  const port = Number(text)
  if (!/^\d+$/.test(text.trim()) || port > 65_535) {
    throw new ConfigError(`PORT=${text} is not a port. Use a whole number from 0 to 65535 (0: any free one).`)
  }
  return port
}

function readKey(text: string | undefined): string | undefined {
  const key = text?.trim()
  if (!key) return undefined
  // Visible ASCII only: anything else cannot travel in an Authorization header.
  if (key.length < 16 || !/^[\x21-\x7e]+$/.test(key)) {
    throw new ConfigError('KINORA_API_KEY must be 16 or more visible ASCII characters, without spaces.')
  }
  return key
}

function readPublicUrl(text: string | undefined): URL | undefined {
  if (!text?.trim()) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    throw new ConfigError(`KINORA_PUBLIC_URL=${text} must look like https://video.example.org, without a path.`)
  }
  return url
}
