import { notInSet } from '../jobs/desk/refusals.ts'
import type { Caller } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import { show } from './create-schema.ts'
import type { Item } from './references.ts'

/** OpenAI's fields (videos-api.md 3.1); everything else it called unknown. And `consent`, which hosted engines need. */
const FIELDS = new Set(['prompt', 'model', 'seconds', 'size', 'input_reference', 'characters', 'consent'])
const SECONDS = ['4', '8', '12', '16', '20']
/** videos-api.md 7. */
const SIZES = ['720x1280', '1280x720']
const PRO_SIZES = [...SIZES, '1024x1792', '1792x1024', '1080x1920', '1920x1080']

type Fields = Readonly<Record<string, unknown>>

/**
 * What OpenAI would have refused about a create, in its words. Faces, which it refused too, are let through: that rule
 * protected its product, not its clients' code.
 */
export function strictProblems(fields: Fields, items: readonly Item[], defaultModel = 'sora-2'): Fault[] {
  const problems = strangers(fields, FIELDS)
  for (const item of items)
    if ('upload' in item && !item.upload.field.startsWith('input_reference'))
      problems.push(unknownParameter(item.upload.field))
  const { model = defaultModel, seconds, size } = fields
  const sizes = String(model).startsWith('sora-2-pro') ? PRO_SIZES : SIZES
  if (seconds !== undefined && !SECONDS.includes(show(seconds)))
    problems.push(notInSet('seconds', show(seconds), SECONDS))
  if (size !== undefined && !sizes.includes(show(size))) problems.push(notInSet('size', show(size), sizes))
  if (items.length > 1)
    problems.push(
      new Fault('invalid_value', `Only one 'input_reference' is supported; ${items.length} came.`, {
        param: 'input_reference',
      }),
    )
  return problems
}

/** Every field that is not among those known. */
export function strangers(fields: Fields, known: ReadonlySet<string>): Fault[] {
  return Object.keys(fields)
    .filter((name) => !known.has(name))
    .map(unknownParameter)
}

/** The length of an extension, which has the same set. @throws Fault for a strict key only. */
export function checkStrictSeconds({ profile }: Pick<Caller, 'profile'>, seconds: number): void {
  if (profile === 'strict' && !SECONDS.includes(String(seconds))) throw notInSet('seconds', String(seconds), SECONDS)
}

function unknownParameter(name: string): Fault {
  const param = name.slice(0, 80)
  return new Fault('unknown_parameter', `Unknown parameter: '${param}'.`, { param })
}
