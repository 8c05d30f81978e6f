import { createHash } from 'node:crypto'
import { Fault } from '../../spec/fault.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { Offer } from '../../spec/offer.ts'
import type { Draft, Order, Upload } from '../../spec/order.ts'
import { readSize } from '../../spec/size.ts'
import { checkSeconds, checkSize, invalid, notInSet } from './refusals.ts'

const MAX_SEED = 2 ** 32 - 1

/** The order a draft asks for, photos apart; `copied` are there already. @throws Fault naming the field, what came, and what is accepted. */
export function checkDraft(draft: Draft, offer: Offer, copied = 0): Omit<Order, 'references'> {
  checkPrompt(draft.prompt)
  const seconds = draft.seconds ?? defaultSeconds(offer)
  checkSeconds(offer, seconds)
  const size = draft.size ?? defaultSize(offer)
  checkSize(offer, size)
  const quality = draft.quality ?? (offer.qualities.includes('standard') ? 'standard' : offer.qualities[0])
  if (quality === undefined || !offer.qualities.includes(quality)) {
    throw notInSet('quality', String(quality), offer.qualities, offer.qualities[0])
  }
  checkReferences(draft, offer, copied)
  const seed = draft.seed ?? seedOf(draft.prompt)
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw invalid('seed', String(seed), `The seed must be a whole number from 0 to ${MAX_SEED}.`)
  }
  return { prompt: draft.prompt, seconds, width: size.width, height: size.height, quality, seed }
}

function checkPrompt(prompt: string): void {
  if (prompt.trim() === '') throw badPrompt('it must not be blank.')
  if (prompt.includes('\0') || !prompt.isWellFormed()) throw badPrompt('it holds a character that is not valid text.')
  const count = countCharacters(prompt)
  if (count > LIMITS.promptCharacters) {
    throw badPrompt(`it has ${count} characters; the most is ${LIMITS.promptCharacters}.`)
  }
}

const badPrompt = (rule: string) => new Fault('invalid_value', `Invalid 'prompt': ${rule}`, { param: 'prompt' })

/** Code points: an emoji beyond the first plane is two units of a string's length, and one character. */
function countCharacters(text: string): number {
  if (text.length <= LIMITS.promptCharacters) return text.length
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** A photo that a character or a saved person brought. */
export function isOfPerson(upload: Upload | undefined): boolean {
  return upload?.field === 'characters' || upload?.field === 'people'
}

function checkReferences({ uploads }: Draft, offer: Offer, copied: number): void {
  const { max, faces } = offer.references
  const field = uploads.find(isOfPerson)?.field ?? 'characters'
  if ((max === 0 || !faces) && uploads.some(isOfPerson))
    throw new Fault(
      'invalid_value',
      `The model '${offer.model}' takes no photos of people, so it cannot show ${field}.`,
      { param: field },
    )
  const count = copied + uploads.length
  if (count <= max) return
  const most =
    max === 0 ? 'takes no reference images' : `takes at most ${max} reference ${max === 1 ? 'image' : 'images'}`
  throw new Fault('invalid_reference', `The model '${offer.model}' ${most}; ${count} came.`, {
    param: uploads[max]?.field ?? 'input_reference',
  })
}

function defaultSeconds({ seconds }: Offer): number {
  const usual = 4
  if (seconds.kind === 'set') return seconds.values.includes(usual) ? usual : (seconds.values[0] ?? usual)
  return seconds.min <= usual && usual <= seconds.max ? usual : (seconds.suggested[0] ?? seconds.min)
}

function defaultSize(offer: Offer): { width: number; height: number } {
  const usual = { width: 720, height: 1280 }
  try {
    checkSize(offer, usual)
    return usual
  } catch {
    const { sizes } = offer
    const first = sizes.kind === 'set' ? sizes.values[0] : sizes.suggested[0]
    return readSize(first ?? '') ?? usual
  }
}

/** The same words make the same video unless the client asks otherwise. */
function seedOf(prompt: string): number {
  return createHash('sha256').update(prompt).digest().readUInt32BE(0)
}
