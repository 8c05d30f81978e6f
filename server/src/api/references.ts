import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { NamedPhoto, Upload } from '../spec/order.ts'
import { fetchPicture, noPhoto, openPhoto } from './pictures.ts'
import type { PictureSources } from './pictures.ts'
import type { Staging } from './staging.ts'

/** One photo as the client sent it: a file of the form, or a value that names or holds one. */
export type Item = { readonly upload: Upload } | { readonly value: unknown }

const refuse = (message: string): Fault => new Fault('invalid_value', message, { param: 'input_reference' })

/** The items of the JSON form: one, or a list. */
export function itemsOf(value: unknown): readonly Item[] {
  const values: unknown[] = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]
  return values.map((one) => ({ value: one }))
}

/**
 * Gathers the photos of a create in the order the client sent them: files, data URLs, the caller's own file ids, and
 * URLs. The last two are only named until someone opens them.
 * @throws Fault naming what is wrong.
 */
export async function readReferences(
  items: readonly Item[],
  staging: Staging,
  sources: PictureSources,
): Promise<readonly (Upload | NamedPhoto)[]> {
  if (items.length > LIMITS.files) throw refuse(`At most ${LIMITS.files} photos can be sent.`)
  const opened = items.map(async (item) => ('upload' in item ? item.upload : read(item.value, staging, sources)))
  // Nothing may still be writing to the staging folder when a refusal clears it.
  await Promise.allSettled(opened)
  return Promise.all(opened)
}

/** Would this photo be taken, as far as one can tell without keeping or fetching it? @throws Fault when not. */
export async function checkItem(item: Item, sources: Pick<PictureSources, 'photoOf'>): Promise<void> {
  if ('upload' in item) return
  const { url, fileId } = readItem(item.value)
  if (fileId === undefined) {
    if (!/^https?:/i.test(url)) readDataUrl(url)
  } else if (!(await sources.photoOf(fileId))) throw noPhoto(fileId)
}

async function read(value: unknown, staging: Staging, sources: PictureSources): Promise<Upload | NamedPhoto> {
  const { url, fileId } = readItem(value)
  const field = 'input_reference'
  if (fileId !== undefined)
    return { field, named: `file_id ${fileId}`, open: () => openPhoto(fileId, staging, sources) }
  if (/^https?:/i.test(url))
    return { field, named: `image_url ${url}`, open: () => fetchPicture(url, staging, sources) }
  return staging.keep('input_reference', readDataUrl(url))
}

type Named =
  | { readonly url: string; readonly fileId?: undefined }
  | { readonly fileId: string; readonly url?: undefined }

function readItem(item: unknown): Named {
  if (typeof item === 'string') return { url: item }
  const { image_url: url, file_id: fileId } = (typeof item === 'object' && item !== null ? item : {}) as {
    image_url?: unknown
    file_id?: unknown
  }
  if ((url === undefined) === (fileId === undefined))
    throw refuse('input_reference must be a file, or an object with exactly one of image_url and file_id.')
  if (fileId !== undefined) {
    if (typeof fileId !== 'string') throw refuse('file_id must be text.')
    return { fileId }
  }
  // Chat clients nest it once more: {image_url: {url}}.
  const inner = typeof url === 'object' && url !== null && 'url' in url ? url.url : url
  if (typeof inner !== 'string') throw refuse('image_url must be text.')
  return { url: inner }
}

/** RFC 2397, base64 only. The declared type is ignored: the bytes decide. */
function readDataUrl(text: string): Uint8Array {
  const match = /^data:[^,;]*(?:;[^,;]*)*;base64,/i.exec(text.slice(0, 200))
  if (!match) throw refuse(`'${text.slice(0, 60)}' is neither an https URL nor a data: URL in base64.`)
  const code = text.slice(match[0].length)
  const letters = code.replace(/={1,2}$/, '')
  // A last letter on its own would be six bits of nothing.
  if (!/^[A-Za-z0-9+/_-]+$/.test(letters) || letters.length % 4 === 1)
    throw refuse('The data: URL is not valid base64.')
  const bytes = Buffer.from(code, 'base64')
  if (bytes.length > LIMITS.imageBytes)
    throw new Fault('file_too_large', 'A photo may be at most 20 MiB.', { param: 'input_reference' })
  return bytes
}
