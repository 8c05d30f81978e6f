import { pino } from 'pino'
import type { DestinationStream } from 'pino'
import type { Exchange } from './api/stamp.ts'
import type { LogLevel } from './config.ts'
import { tellError } from './log-error.ts'
import type { Scrubber } from './log-scrubber.ts'

/** Every field that a line may have. There is no way to log anything else. */
export interface LogFields extends Partial<Exchange> {
  readonly err?: unknown
  readonly state?: string
  readonly attempt?: number
  readonly about?: string
  readonly engine?: string
  readonly count?: number
}

export interface Log {
  error(fields: LogFields, words: string): void
  warn(fields: LogFields, words: string): void
  info(fields: LogFields, words: string): void
  debug(fields: LogFields, words: string): void
}

export interface LogOptions {
  readonly level: LogLevel
  readonly scrubber: Scrubber
  /** Default: standard error, so that what a command prints stays clean. */
  readonly to?: DestinationStream
}

/** One JSON line an event: allowed fields only, then every known secret struck out of the finished line. */
export function createLog({ level, scrubber, to = standardError() }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => scrubber.clean(line) },
    },
    to,
  )
  const at =
    (label: 'error' | 'warn' | 'info' | 'debug') =>
    (fields: LogFields, words: string): void =>
      logger[label](pick(fields), words)
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

function standardError(): DestinationStream {
  const stream = pino.destination(2)
  // Whoever reads us has gone: that is no reason to stop making videos.
  stream.on('error', () => undefined)
  return stream
}

const FIELDS = ['requestId', 'method', 'route', 'status', 'ms', 'keyId', 'jobId', 'state', 'attempt'] as const
const MORE = ['about', 'engine', 'count'] as const

/** By name: TypeScript lets an object with further fields pass when it comes from elsewhere. */
function pick(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const name of [...FIELDS, ...MORE]) if (fields[name] !== undefined) kept[name] = fields[name]
  if (fields.err !== undefined) kept['err'] = tellError(fields.err)
  return kept
}
