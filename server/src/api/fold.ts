import { Fault } from '../spec/fault.ts'

/** A path such as `characters[][id]` as its steps; `''` stands for "the next item of a list". */
function steps(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  if (!match) throw new Fault('invalid_body', `The field name '${name.slice(0, 100)}' is not readable.`)
  const rest = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((inner) => inner[1] ?? '')
  if (rest.length > 4) throw new Fault('invalid_body', `The field name '${name.slice(0, 100)}' is nested too deep.`)
  if (rest.some((step) => /^\d+$/.test(step) && !INDEX.test(step)))
    throw new Fault('invalid_body', `The field name '${name.slice(0, 100)}' has an index over 999.`)
  return [match[1] ?? '', ...rest]
}

const NEVER = new Set(['__proto__', 'constructor', 'prototype'])

/** Field names that would reach into an engine's settings; a client may never send them (reliability.md rule 9). */
const FORBIDDEN = new Set(['api_base', 'base_url', 'api_key', 'headers'])

/** A form has at most 32 fields: a longer index is no place in a list. */
const INDEX = /^\d{1,3}$/

type Folded = { [key: string]: unknown }

/**
 * Folds the flat names of a multipart form into the object the JSON form would be: `a[b]` nests, `a[]` and `a[0]`
 * append in order of arrival, and an object inside a list starts anew when its key is already taken
 * (`characters[][id]` twice is two characters).
 * @throws Fault `invalid_body` on an unreadable name or a field sent twice.
 */
export function fold(fields: readonly (readonly [name: string, value: unknown])[]): Folded {
  const root: Folded = Object.create(null) as Folded
  for (const [name, value] of fields) {
    const path = steps(name)
    if (path.some((step) => NEVER.has(step)))
      throw new Fault('invalid_body', `The field name '${name}' is not allowed.`)
    put(root, path, value, name)
  }
  return root
}

function put(into: Folded, [step = '', ...rest]: string[], value: unknown, name: string): void {
  const present = into[step]
  const [next] = rest
  if (next === undefined) {
    if (present !== undefined) throw new Fault('invalid_body', `The field '${name}' was sent twice.`, { param: name })
    into[step] = value
  } else if (next === '' || INDEX.test(next)) {
    const list = present ?? (into[step] = [])
    if (!Array.isArray(list)) throw new Fault('invalid_body', `The field '${name}' was sent in two forms.`)
    append(list, rest.slice(1), value, name)
  } else {
    const child = present ?? (into[step] = Object.create(null) as Folded)
    if (typeof child !== 'object' || child === null || Array.isArray(child))
      throw new Fault('invalid_body', `The field '${name}' was sent in two forms.`)
    put(child as Folded, rest, value, name)
  }
}

function append(list: unknown[], rest: string[], value: unknown, name: string): void {
  const [key] = rest
  if (key === undefined) {
    list.push(value)
    return
  }
  const last = list.at(-1)
  const open = typeof last === 'object' && last !== null && !(key in last) ? (last as Folded) : undefined
  const item = open ?? (Object.create(null) as Folded)
  put(item, rest, value, name)
  if (!open) list.push(item)
}

/** Looks through a parsed body, without recursion: 10,000 levels deep must not overflow the stack. */
export function refuseForbidden(body: unknown): void {
  const waiting: unknown[] = [body]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [key, value] of Object.entries(next)) {
      if (FORBIDDEN.has(key)) throw new Fault('unknown_parameter', `Unknown parameter: '${key}'.`, { param: key })
      if (typeof value === 'object' && value !== null) waiting.push(value)
    }
  }
}
