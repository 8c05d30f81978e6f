import { Fault } from '../spec/fault.ts'
import { fold } from './fold.ts'
import type { Form } from './multipart.ts'
import type { Item } from './references.ts'

const FILE = /^(?:input_reference(?:\[\d{0,3}\])?|person([1-9]))$/
const TEXT = /^input_reference(\[\d{0,3}\])?((?:\[[^[\]]*\])*)$/

/** What belongs to one item: the text parts of an object, by the rest of their names. */
interface Group {
  readonly head: string
  readonly first: string
  readonly texts: [rest: string, value: string][]
}

/**
 * Tells the photos of a create from its plain fields. Files, ids and URLs may be mixed, so they keep the order in which
 * they arrived; the notes' `person1` and `person2` are sorted by number.
 * @throws Fault `unknown_parameter` on a file under a strange name.
 */
export function splitForm(parts: Form['parts']): { fields: [string, string][]; items: readonly Item[] } {
  const fields: [string, string][] = []
  const found: { readonly place: number; readonly item: () => Item }[] = []
  const groups: Group[] = []
  for (const [name, value] of parts) {
    if (typeof value !== 'string') {
      const match = FILE.exec(name)
      if (!match) throw unknownFile(name)
      // `person2` comes after `person1` even if it was sent first; everything else keeps its order (the sort is stable).
      found.push({ place: Number(match[1] ?? 0), item: () => ({ upload: value }) })
      continue
    }
    const [, head = '', rest = ''] = TEXT.exec(name) ?? []
    if (!TEXT.test(name)) fields.push([name, value])
    else if (rest === '') {
      if (head !== '' || value !== '') found.push({ place: 0, item: () => ({ value }) })
    } else {
      const known = groups.find((group) => belongs(group, head, rest, group === groups.at(-1)))
      if (known) known.texts.push([rest, value])
      else {
        const group: Group = { head, first: firstStep(rest), texts: [[rest, value]] }
        groups.push(group)
        found.push({ place: 0, item: () => ({ value: foldGroup(group) }) })
      }
    }
  }
  return { fields, items: found.toSorted((a, b) => a.place - b.place).map(({ item }) => item()) }
}

/**
 * With an index, or without a list, the name says what belongs together. `[]` does not, and an item has only one of
 * `image_url` and `file_id`: another key, or the same one again, is the next item.
 */
function belongs({ head, first, texts }: Group, nextHead: string, rest: string, isLast: boolean): boolean {
  if (head !== nextHead) return false
  if (head !== '[]') return true
  return (
    isLast && first === firstStep(rest) && texts.every(([known]) => !known.startsWith(rest) && !rest.startsWith(known))
  )
}

const firstStep = (rest: string): string => rest.slice(0, rest.indexOf(']') + 1)

function foldGroup({ texts }: Group): unknown {
  return fold(texts.map(([rest, value]) => [`input_reference${rest}`, value]))['input_reference']
}

const unknownFile = (name: string): Fault =>
  new Fault('unknown_parameter', `Unknown file field '${name}'. Send photos as input_reference.`, { param: name })
