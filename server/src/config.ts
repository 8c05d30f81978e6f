import { resolve } from 'node:path'
import { ConfigError } from './config-error.ts'
import { readEnginesFile } from './engines-file.ts'
import type { HostedEngine } from './engines-file.ts'
import type { RateLimit } from './spec/rate.ts'

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
  /** Further names of models, by the model they lead to. Whether that exists is checked where engines are known. */
  readonly aliases: Readonly<Record<string, string>>
  /** Engines beside the built-in one, from the file that KINORA_ENGINES names. */
  readonly engines: readonly HostedEngine[]
  /** May webhooks go to this machine and its network, also by plain http? Else to public https addresses only. */
  readonly allowPrivateWebhooks: boolean
  /** How many videos of one key are under way at once, all engines together; undefined: as many as there are slots. */
  readonly jobsPerKey: number | undefined
  /** How often one key may ask; undefined: as often as it likes. */
  readonly rateLimit: RateLimit | undefined
  /** Must a photo that leaves this machine have a consent? False: whoever holds a key collects it on their own. */
  readonly consentRequired: boolean
  readonly dev: boolean
  /** Where tests end this process, as `C9` or `C9:2` (`spec/crash-point.ts`). */
  readonly crash: string | undefined
  readonly logLevel: LogLevel
  /** Where OpenTelemetry traces go, by OTLP over HTTP; undefined: nowhere. */
  readonly traces: URL | undefined
  /** How long a video is kept after its end, ms; undefined: until it is deleted. */
  readonly keepMs: number | undefined
  /** For finding programs, ffmpeg only. */
  readonly searchPath: string
}

/** From the fewest lines to the most. `info`: each request and each step of a job. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

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
    aliases: readAliases(env.KINORA_ALIASES),
    engines: readEnginesFile(env.KINORA_ENGINES, env),
    allowPrivateWebhooks: readSwitch('KINORA_ALLOW_PRIVATE_WEBHOOKS', env.KINORA_ALLOW_PRIVATE_WEBHOOKS),
    jobsPerKey: readJobsPerKey(env.KINORA_JOBS_PER_KEY),
    rateLimit: readRateLimit(env.KINORA_RATE_LIMIT),
    consentRequired: readConsent(env.KINORA_CONSENT),
    dev: env.NODE_ENV === 'development',
    traces: readEndpoint(env.OTEL_EXPORTER_OTLP_ENDPOINT),
    keepMs: readRetention(env.KINORA_RETENTION),
    crash: readCrash(env.KINORA_CRASH, host),
    logLevel: readLogLevel(env.KINORA_LOG, env.NODE_ENV),
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

function readSwitch(name: string, text: string | undefined): boolean {
  const value = text?.trim() ?? ''
  if (value !== '' && value !== '0' && value !== '1')
    throw new ConfigError(`${name}=${text} must be 1 (yes) or 0 (no).`)
  return value === '1'
}

function readEndpoint(text: string | undefined): URL | undefined {
  if (!text?.trim()) return undefined
  if (URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol)) return new URL(text.trim())
  throw new ConfigError('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL like http://127.0.0.1:4318.')
}

const SPANS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

function readRetention(text: string | undefined): number | undefined {
  if (!text?.trim()) return undefined
  const [, count = '', span = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text.trim()) ?? []
  const ms = Number(count) * (SPANS_MS[span] ?? 0)
  if (ms > 0) return ms
  throw new ConfigError(`KINORA_RETENTION=${text} is no span. Use days, hours or minutes, like 30d, 12h or 90m.`)
}

function readLogLevel(text: string | undefined, mode: string | undefined): LogLevel {
  const given = text?.trim() || (mode === 'development' ? 'debug' : 'warn')
  const level = LOG_LEVELS.find((one) => one === given)
  if (level === undefined)
    throw new ConfigError(`KINORA_LOG=${text} is no level. Use one of: ${LOG_LEVELS.join(', ')}.`)
  return level
}

function readConsent(text: string | undefined): boolean {
  const value = text?.trim() || 'required'
  if (value === 'required' || value === 'off') return value === 'required'
  throw new ConfigError(`KINORA_CONSENT=${text} must be 'required' or 'off'.`)
}

function readCrash(text: string | undefined, host: string): string | undefined {
  const given = text?.trim() || undefined
  if (given !== undefined && !(isLoopbackHost(host) && /^C([1-9]|[12]\d|3[0-2])(:[1-9]\d{0,5})?$/.test(given)))
    throw new ConfigError(
      `KINORA_CRASH=${text} names no crash point, or HOST is not 127.0.0.1. It is for tests: leave it unset.`,
    )
  return given
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

function readAliases(text: string | undefined): Readonly<Record<string, string>> {
  if (!text?.trim()) return {}
  const wrong = new ConfigError(
    `KINORA_ALIASES must be JSON like {"sora-2":"kinora-animatic"}: names and models as text.`,
  )
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong
  const entries = Object.entries(value)
  if (!entries.every(isAlias)) throw wrong
  return Object.fromEntries(entries)
}

function isAlias([name, model]: readonly [string, unknown]): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(name) && typeof model === 'string'
}

function readJobsPerKey(text: string | undefined): number | undefined {
  const given = text?.trim() || 'off'
  if (given === 'off') return undefined
  if (/^[1-9]\d{0,4}$/.test(given)) return Number(given)
  throw new ConfigError(`KINORA_JOBS_PER_KEY=${text} is no limit. Use a whole number from 1 to 99999, or off.`)
}

const WINDOWS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000 }

/** 1,200 a minute by default: a page full of running videos stays far below it, a loop without a pause does not. */
function readRateLimit(text: string | undefined): RateLimit | undefined {
  const given = text?.trim() || '1200/minute'
  if (given === 'off') return undefined
  const [, count = '', window = 'minute'] = /^(\d{1,7})(?:\/(minute|hour))?$/.exec(given) ?? []
  const [requests, windowMs] = [Number(count), WINDOWS_MS[window] ?? 0]
  if (requests >= 1) return { requests, windowMs }
  throw new ConfigError(
    `KINORA_RATE_LIMIT=${given} is no limit. Use requests a minute and key like 1200, or 5000/hour, or off.`,
  )
}

function readPublicUrl(text: string | undefined): URL | undefined {
  if (!text?.trim()) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    throw new ConfigError(`KINORA_PUBLIC_URL=${text} must look like https://video.example.org, without a path.`)
  }
  return url
}
