import { asRecord, asText, idIn } from './answer.ts'
import type { Answer } from './answer.ts'

interface Search {
  readonly ask: (path: string) => Promise<Answer>
  /** The field, like `metadata[reference]`, in which the server shows our key again. */
  readonly field: string
  readonly key: string
}

/** 2,000 renders: who made more since than that is not searched to its end, and says nothing then. */
const PAGES = 20

export interface Found {
  readonly id: string
  readonly model: string
}

/**
 * Looks for our own reference in the server's list, newest first. Its clock is not believed, so only a list that was read
 * to its declared end can say that a render is absent; and it must show the field at all, or be empty.
 */
export async function findByReference({ ask, field, key }: Search): Promise<Found | 'absent' | undefined> {
  let after = ''
  let [seen, shown] = [0, 0]
  for (let page = 0; page < PAGES; page += 1) {
    const { status, body } = await ask(`/videos?limit=100&order=desc${after}`)
    if (status !== 200 || !body || !Array.isArray(body['data']))
      throw new Error(`The list was answered with HTTP ${status}.`)
    const items = body['data'].map(asRecord)
    const found = items.find((item) => read(item, field) === key)
    if (found) return named(found)
    seen += items.length
    shown += items.filter((item) => asText(read(item, field)) !== '').length
    if (body['has_more'] === false) return seen === 0 || shown > 0 ? 'absent' : undefined
    const last = idIn(items.at(-1))
    if (body['has_more'] !== true || last === undefined) return undefined
    after = `&after=${encodeURIComponent(last)}`
  }
  return undefined
}

function named(item: Readonly<Record<string, unknown>>): Found {
  const id = idIn(item)
  if (id === undefined) throw new Error('The list shows the render without saying which it is.')
  return { id, model: asText(item['model']) }
}

/** `metadata[reference]` is written as a form's field and read as an object's. */
function read(item: Readonly<Record<string, unknown>> | undefined, field: string): unknown {
  const path = field.split(/[[\].]+/).filter((name) => name !== '')
  return path.reduce<unknown>((at, name) => asRecord(at)?.[name], item)
}
