import { asRecord, asText } from './answer.ts'
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
 * to its declared end can say that a render is absent.
 */
export async function findByReference({ ask, field, key }: Search): Promise<Found | 'absent' | undefined> {
  let after = ''
  for (let page = 0; page < PAGES; page += 1) {
    const { status, body } = await ask(`/videos?limit=100&order=desc${after}`)
    if (status !== 200 || !body || !Array.isArray(body['data']))
      throw new Error(`The list was answered with HTTP ${status}.`)
    const items = body['data'].map(asRecord)
    const found = items.find((item) => read(item, field) === key)
    if (found) return { id: asText(found['id']), model: asText(found['model']) }
    if (body['has_more'] === false) return 'absent'
    const last = asText(items.at(-1)?.['id'])
    if (body['has_more'] !== true || last === '') return undefined
    after = `&after=${encodeURIComponent(last)}`
  }
  return undefined
}

/** `metadata[reference]` is written as a form's field and read as an object's. */
function read(item: Readonly<Record<string, unknown>> | undefined, field: string): unknown {
  const path = field.split(/[[\].]+/).filter((name) => name !== '')
  return path.reduce<unknown>((at, name) => asRecord(at)?.[name], item)
}
