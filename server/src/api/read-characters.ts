import { Fault } from '../spec/fault.ts'
import type { NamedPhoto, Upload } from '../spec/order.ts'
import { copyPhoto } from './pictures.ts'
import type { PictureSources } from './pictures.ts'
import type { Staging } from './staging.ts'

const refuse = (message: string): Fault => new Fault('invalid_value', message, { param: 'characters' })

/**
 * Turns the characters of a create into photos, in order (videos-api.md 3.1); each must be named in the prompt, which shows when it is
 * opened. @throws Fault `invalid_value` with `param: 'characters'`; one text for ids that are unknown, deleted or another's.
 */
export function readCharacters(
  ids: readonly string[],
  prompt: string,
  staging: Staging,
  sources: PictureSources,
): readonly NamedPhoto[] {
  if (new Set(ids).size < ids.length) throw refuse('The same character was sent twice.')
  return ids.map((id) => ({
    field: 'characters',
    named: `character ${id}`,
    open: () => openCharacter(id, prompt, staging, sources),
  }))
}

async function openCharacter(id: string, prompt: string, staging: Staging, sources: PictureSources): Promise<Upload> {
  const none = refuse(`There is no character with the id '${id.slice(0, 80)}'.`)
  const character = await sources.characterOf(id)
  if (!character) throw none
  const { name } = character
  if (!isNamed(name, prompt))
    throw refuse(`The prompt does not name the character '${name}'. Write the name as it is, or as '@${handle(name)}'.`)
  try {
    return await copyPhoto('characters', character, staging)
  } catch (thrown) {
    if (await sources.characterOf(id)) throw thrown
    throw none // deleted in between
  }
}

/** A handle has no spaces. */
const handle = (name: string): string => name.replace(/\s+/g, '')

/** One name may be typed in two ways that look alike: é as one character or as two. */
function isNamed(name: string, prompt: string): boolean {
  const text = prompt.normalize('NFC')
  const plain = name.normalize('NFC')
  return text.includes(plain) || text.includes(`@${handle(plain)}`)
}
