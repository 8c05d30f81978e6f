import { Readable } from 'node:stream'
import { isDiskFull } from '../jobs/thrown.ts'
import type { CharactersDesk } from '../spec/characters-desk.ts'
import { Fault } from '../spec/fault.ts'
import type { FilesDesk, KeptPhoto } from '../spec/files-desk.ts'
import { UrlRefused } from '../spec/guarded-fetch.ts'
import type { Fetched, GuardedFetch } from '../spec/guarded-fetch.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Upload } from '../spec/order.ts'
import type { CastMember, PeopleDesk } from '../spec/people-desk.ts'
import type { Ask } from './context.ts'
import type { Staging } from './staging.ts'

/** Where pictures come from that a request only names. Already bound to its caller. */
export interface PictureSources {
  photoOf(fileId: string): Promise<KeptPhoto | undefined>
  characterOf(id: string): Promise<(KeptPhoto & { readonly name: string }) | undefined>
  /** See `PeopleDesk.cast`. */
  cast(ids: readonly string[], prompt: string): Promise<readonly CastMember[]>
  readonly fetchUrl: GuardedFetch
  /** Aborts when the client has left. */
  readonly signal: AbortSignal
}

export interface SourceParts {
  readonly files: FilesDesk
  readonly characters: CharactersDesk
  readonly people: Pick<PeopleDesk, 'cast'>
  /** For pictures that a client names by URL. */
  readonly fetchUrl: GuardedFetch
}

export function sourcesOf({ files, characters, people, fetchUrl }: SourceParts, c: Ask): PictureSources {
  const caller = c.get('caller')
  return {
    photoOf: (id) => files.photo(id, caller),
    characterOf: (id) => characters.photo(id, caller),
    cast: (ids, prompt) => people.cast(ids, prompt, caller),
    fetchUrl,
    signal: c.req.raw.signal,
  }
}

/** For one picture: name, connection, redirects and bytes. */
const FETCH_MS = 15_000
const REDIRECTS = 3
/** reliability.md section 4: no URL is longer. */
const MAX_URL = 8_192

const refuse = (message: string, cause?: unknown): Fault =>
  new Fault('invalid_value', message, { param: 'input_reference', cause })

/** One text for ids that are unknown, deleted, another's or no photo: nobody learns which. */
export async function openPhoto(fileId: string, staging: Staging, sources: PictureSources): Promise<Upload> {
  const none = noPhoto(fileId)
  const photo = await sources.photoOf(fileId)
  if (!photo) throw none
  try {
    return await copyPhoto('input_reference', photo, staging)
  } catch (thrown) {
    if (await sources.photoOf(fileId)) throw thrown
    throw none // deleted in between
  }
}

/** Copies a photo that we keep beside the request's other files. */
export async function copyPhoto(field: string, photo: KeptPhoto, staging: Staging): Promise<Upload> {
  const { mediaType, width, height } = photo
  const copy = await staging.write(field, toNode(await photo.open()))
  return { ...copy, photo: { mediaType, width, height } }
}

/**
 * Fetches a picture that a client named. What it is, its bytes decide later.
 * @throws Fault that says nothing of what answered: it could be a server that only we can reach.
 */
export async function fetchPicture(url: string, staging: Staging, sources: PictureSources): Promise<Upload> {
  if (url.length > MAX_URL) throw refuse(`An image_url may have at most ${MAX_URL} characters.`)
  let answer: Fetched | undefined
  try {
    answer = await sources.fetchUrl(url, {
      headers: { accept: 'image/*' },
      maxBytes: LIMITS.imageBytes,
      timeoutMs: FETCH_MS,
      redirects: REDIRECTS,
      signal: sources.signal,
    })
    if (answer.status === 200) return await staging.write('input_reference', toNode(answer.body))
  } catch (thrown) {
    if (thrown instanceof UrlRefused) throw refuse(`The image_url was not fetched. ${thrown.message}`, thrown)
    if (isDiskFull(thrown)) throw thrown
    throw notFetched(thrown)
  }
  await answer.body.cancel()
  throw notFetched()
}

export const noPhoto = (fileId: string): Fault =>
  new Fault(
    'file_not_found',
    `There is no photo with the file_id '${fileId.slice(0, 80)}'. Upload one with POST /v1/files.`,
    { param: 'input_reference' },
  )

const notFetched = (cause?: unknown): Fault =>
  refuse(
    'The image_url could not be fetched: no file of at most 20 MiB came within 15 seconds. ' +
      'Check the URL, or send the file itself.',
    cause,
  )

export const toNode = (stream: ReadableStream<Uint8Array>): Readable => Readable.fromWeb(stream)
