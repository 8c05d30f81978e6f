import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Upload } from '../spec/order.ts'
import type { Staging } from './staging.ts'

const FIELD = /^(?:input_reference(?:\[\d*\])?|person([1-9]))$/

const refuse = (message: string): Fault => new Fault('invalid_value', message, { param: 'input_reference' })

/**
 * Gathers the photos of a create in the order the client meant: files named `input_reference`, `input_reference[]` or
 * `input_reference[0]` as they came, the notes' `person1` and `person2` by number, and data URLs of the JSON form.
 * @throws Fault naming what is wrong; a remote URL is refused, since fetching for a client is not built yet.
 */
export async function readReferences(
  value: unknown,
  files: readonly Upload[],
  staging: Staging,
): Promise<readonly Upload[]> {
  for (const { field } of files)
    if (!FIELD.test(field))
      throw new Fault('unknown_parameter', `Unknown file field '${field}'. Send photos as input_reference.`, {
        param: field,
      })
  const items = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]
  if (items.length > 0 && files.length > 0)
    throw refuse('input_reference was sent both as files and as values. Send one kind.')
  if (items.length + files.length > LIMITS.files) throw refuse(`At most ${LIMITS.files} photos can be sent.`)
  const decoded: Upload[] = []
  for (const item of items) decoded.push(await staging.keep('input_reference', readItem(item)))
  return [...[...files].sort((a, b) => place(a) - place(b)), ...decoded]
}

/** `person2` comes after `person1` even if it was sent first; everything else keeps its order (the sort is stable). */
function place({ field }: Upload): number {
  return Number(FIELD.exec(field)?.[1] ?? 0)
}

function readItem(item: unknown): Uint8Array {
  if (typeof item === 'string') return readDataUrl(item)
  const { image_url: url, file_id: file } = (typeof item === 'object' && item !== null ? item : {}) as {
    image_url?: unknown
    file_id?: unknown
  }
  if ((url === undefined) === (file === undefined))
    throw refuse('input_reference must be a file, or an object with exactly one of image_url and file_id.')
  if (file !== undefined) throw refuse(`There is no file with the id ${JSON.stringify(file).slice(0, 80)}.`)
  // Chat clients nest it once more: {image_url: {url}}.
  const inner = typeof url === 'object' && url !== null && 'url' in url ? url.url : url
  if (typeof inner !== 'string') throw refuse('image_url must be text.')
  return readDataUrl(inner)
}

/** RFC 2397, base64 only. The declared type is ignored: the bytes decide. */
function readDataUrl(text: string): Uint8Array {
  const match = /^data:[^,;]*(?:;[^,;]*)*;base64,/i.exec(text.slice(0, 200))
  if (!match)
    throw refuse(
      `'${text.slice(0, 60)}' is not a data: URL in base64. This server does not fetch remote pictures; send the file.`,
    )
  const code = text.slice(match[0].length)
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(code) || code === '') throw refuse('The data: URL is not valid base64.')
  const bytes = Buffer.from(code, 'base64')
  if (bytes.length > LIMITS.imageBytes)
    throw new Fault('file_too_large', 'A photo may be at most 20 MiB.', { param: 'input_reference' })
  return bytes
}
