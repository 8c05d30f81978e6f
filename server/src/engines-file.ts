import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { Entry } from './engines-schema.ts'
import { DIALECTS } from './engines/videos-api/dialects.ts'
import type { VideosApiOptions } from './engines/videos-api/options.ts'
import type { Offer } from './spec/offer.ts'

/** One hosted engine as the operator wrote it down, ready to be opened. */
export type HostedEngine = Pick<
  VideosApiOptions,
  'name' | 'url' | 'key' | 'dialect' | 'class' | 'slots' | 'offers' | 'referenceField' | 'askAgainMs' | 'freeFailures'
>

/** Reads the file that KINORA_ENGINES names. `env` is where `key_from` is looked up. @throws ConfigError in one line. */
export function readEnginesFile(path: string | undefined, env: NodeJS.ProcessEnv): readonly HostedEngine[] {
  if (!path?.trim()) return []
  const file = resolve(path.trim())
  const list = parse(file)
  const seen = new Set(['local'])
  return list.map((value, index) => {
    const at = (field: string, wrong: string) => new ConfigError(`${file}: engine ${index + 1}, ${field}: ${wrong}.`)
    const read = Entry.safeParse(value)
    if (!read.success) throw at(...explain(read.error.issues[0], value))
    const { data } = read
    if (seen.has(data.name)) throw at('name', `"${data.name}" is taken; each engine needs a name of its own`)
    seen.add(data.name)
    const key = data.key_from === undefined ? data.key : env[data.key_from]?.trim()
    if (data.key_from !== undefined && !key) throw at('key_from', `the variable ${data.key_from} is not set`)
    if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw at('key', 'must be visible ASCII without spaces')
    return toEngine(data, key)
  })
}

function parse(file: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (thrown) {
    // Not the parser's own words: they quote the file, and the file holds keys.
    const why = thrown instanceof SyntaxError ? 'is no JSON' : 'cannot be read'
    throw new ConfigError(`KINORA_ENGINES: ${file} ${why}. It must be a JSON list of engines.`)
  }
  if (Array.isArray(value)) return value
  throw new ConfigError(`KINORA_ENGINES: ${file} must be a JSON list of engines.`)
}

/** The field and what is wrong with it. Values are shown, except where a secret may be. */
function explain(issue: z.core.$ZodIssue | undefined, entry: unknown): [string, string] {
  const path = issue?.path ?? []
  const field = path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
  const value = path.reduce<unknown>(
    (at, step) => Object.entries(at ?? {}).find(([name]) => name === String(step))?.[1],
    entry,
  )
  const plain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
  const secret = path.includes('key') || (typeof value === 'string' && value.includes('@'))
  const shown = plain && !secret ? ` (it is ${JSON.stringify(value).slice(0, 100)})` : ''
  return [field || 'the entry', `${issue?.message ?? 'is wrong'}${shown}`]
}

function toEngine(entry: Entry, key: string | undefined): HostedEngine {
  const { name, dialect, slots } = entry
  const url = entry.url.replace(/\/+$/, '')
  return {
    name,
    url,
    key,
    dialect,
    class: entry.class ?? DIALECTS[dialect].class,
    slots,
    referenceField: entry.reference_field,
    askAgainMs: entry.ask_again_ms,
    freeFailures: entry.free_failures,
    offers: entry.models.map((model) => toOffer(entry, model, new URL(url).hostname)),
  }
}

const micros = (dollars: number) => Math.round(dollars * 1_000_000)

function toOffer(entry: Entry, read: Entry['models'][number], host: string): Offer {
  const { model, sizes, qualities, references, audio, generative } = read
  const usd = read.usd_per_second
  return {
    model,
    title: read.title ?? model,
    about: read.about ?? `Made by the engine "${entry.name}" on ${host}.`,
    seconds: Array.isArray(read.seconds) ? { kind: 'set', values: read.seconds } : { kind: 'range', ...read.seconds },
    sizes: { kind: 'set', values: sizes },
    qualities,
    references,
    people: {
      photosGoTo: references.max > 0 ? host : null,
      keptThere: entry.photos_kept,
      ownConsent: false,
      chargedOnRefusal: entry.charged_on_refusal,
    },
    audio,
    usdMicrosPerSecond:
      typeof usd === 'number'
        ? { standard: micros(usd), high: micros(usd) }
        : { standard: micros(usd.standard), high: micros(usd.high) },
    priceSource: read.price_source,
    generative,
    retiresOn: read.retires_on,
  }
}
