import type { Caller } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { CreateDraft, Draft } from '../spec/order.ts'
import { createSchema, type CreateFields } from './create-schema.ts'
import { refuseForbidden } from './fold.ts'
import { ignoredFields } from './ignored-fields.ts'
import type { PictureSources } from './pictures.ts'
import { readBodyWithPictures } from './read-body.ts'
import { readCharacters } from './read-characters.ts'
import { readPeople } from './read-people.ts'
import { readReferences } from './references.ts'
import type { Item } from './references.ts'
import type { Staging } from './staging.ts'
import { strictProblems } from './strict.ts'

/** By whose rules a create is read. */
export type Terms = Pick<Caller, 'profile' | 'defaultModel'>

/** A create as it was read: what is good of it, and all that is wrong with it, worst first. */
export interface Wish {
  readonly fields: Partial<Omit<Draft, 'uploads'>>
  readonly items: readonly Item[]
  /** Ids; each is one photo more. */
  readonly characters: readonly string[]
  /** Ids of saved people; the prompt may call for more. */
  readonly people: readonly string[]
  readonly problems: readonly Fault[]
}

/**
 * Reads the body of a create in either encoding into a typed draft. Files lie in `staging`, which the caller clears.
 * @throws Fault naming the field, the value and what is accepted.
 */
export async function readCreate(
  request: Request,
  staging: Staging,
  sources: PictureSources,
  terms: Terms,
): Promise<CreateDraft> {
  const { fields, items, characters, people, problems } = await readWish(request, staging, terms)
  const { prompt } = fields
  const [problem] = problems
  if (problem || prompt === undefined) throw problem ?? missingPrompt()
  const references = await readReferences(items, staging, sources)
  return {
    ...fields,
    prompt,
    uploads: [
      ...references,
      ...readCharacters(characters, prompt, staging, sources),
      // OpenAI knew no saved people: to a strict client `@ann` is a word.
      ...(terms.profile === 'strict' ? [] : readPeople(people, prompt, staging, sources)),
    ],
  }
}

/** @throws Fault when the body itself cannot be read; whatever is wrong within it is a problem of the wish. */
export async function readWish(request: Request, staging: Staging, terms: Terms): Promise<Wish> {
  const { body, items } = await readBodyWithPictures(request, staging)
  refuseForbidden(body)
  const present = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
  const problems: Fault[] = present['prompt'] === undefined ? [missingPrompt()] : []
  if (terms.profile === 'strict') problems.push(...strictProblems(present, items, terms.defaultModel))
  const fit = readFit(request, problems)
  const { seconds, ...read } = readFields(present, problems)
  const ignored = ignoredFields(present)
  const { prompt, model, size, quality, seed, priority, consent } = read
  return {
    items,
    characters: read.characters ?? [],
    people: read.people ?? [],
    problems,
    fields: {
      ...(prompt !== undefined && { prompt }),
      ...(model !== undefined && { model }),
      ...(seconds !== undefined && { seconds }),
      ...(size && { size }),
      ...(quality && { quality }),
      ...(seed !== undefined && { seed }),
      ...(priority && { priority }),
      ...(consent && { consent }),
      ...(fit && { fit }),
      ...(terms.profile === 'strict' && { exactReferences: true }),
      ...(ignored.length > 0 && { ignored }),
    },
  }
}

/** The fields that could be read; about each of the others, a problem. */
function readFields(present: Readonly<Record<string, unknown>>, problems: Fault[]): Partial<CreateFields> {
  const read: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(createSchema.shape)) {
    if (present[name] === undefined) continue
    const one = schema.safeParse(present[name])
    if (one.success) read[name] = one.data
    // A strict refusal of the same field has said it in OpenAI's words.
    else if (!problems.some(({ param }) => param === name))
      problems.push(new Fault('invalid_value', one.error.issues[0]?.message ?? 'Invalid value.', { param: name }))
  }
  const fields: Partial<CreateFields> = read // each by its own schema
  const { seconds, duration } = fields
  if (seconds !== undefined && duration !== undefined && seconds !== duration) {
    const rule = `Both seconds (${seconds}) and duration (${duration}) were sent. Send one.`
    problems.push(new Fault('invalid_value', rule, { param: 'seconds' }))
  }
  const length = seconds ?? duration
  return length === undefined ? fields : { ...fields, seconds: length }
}

/** The client's leave to take the nearest values instead of refusing. */
function readFit({ headers }: Request, problems: Fault[]): 'nearest' | undefined {
  const value = headers.get('x-kinora-fit')
  if (value === null || value === 'nearest') return value ?? undefined
  const rule = `Invalid value: '${value.slice(0, 80)}'. The only supported value is 'nearest'.`
  problems.push(new Fault('invalid_value', rule, { param: 'x-kinora-fit' }))
  return undefined
}

const missingPrompt = (): Fault =>
  new Fault('missing_required_parameter', "Missing required parameter: 'prompt'.", { param: 'prompt' })
