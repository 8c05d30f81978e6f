import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { RenderRequest } from '../../spec/engine.ts'
import type { FrameGate } from '../../spec/joint-frame.ts'
import type { Dialect } from './dialects.ts'
import type { FilePart } from './form.ts'

export interface Pictures {
  readonly files: readonly FilePart[]
  /** What was done differently from what the owner may expect. */
  readonly warnings: readonly string[]
  /** Removes what was written for it. */
  remove(): Promise<void>
}

interface Studio {
  readonly frames: Pick<FrameGate, 'compose'>
  readonly folder: string
}

const FIELD = 'input_reference'
const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const
const JOINED = 'This engine takes one picture, so both people were put into one opening picture, side by side.'
const FITTED = 'This engine takes a first frame of exactly the size of the video, so the photo was set into one.'

/** The photos of an order in the way that a dialect takes them. */
export async function preparePictures(
  request: RenderRequest,
  { pictures }: Dialect,
  studio: Studio,
): Promise<Pictures> {
  const { order } = request
  const { references } = order
  const asTheyAre = pictures === 'all' || (pictures === 'one' && references.length === 1)
  if (references.length === 0 || asTheyAre) {
    const files = references.map((reference, index) => ({
      field: FIELD,
      name: `reference-${index + 1}.${ENDINGS[reference.mediaType]}`,
      mediaType: reference.mediaType,
      bytes: reference.bytes,
      open: () => request.photo(reference),
    }))
    return { files, warnings: [], remove: async () => undefined }
  }
  await mkdir(studio.folder, { recursive: true, mode: 0o700 })
  const home = await mkdtemp(join(studio.folder, 'frame-'))
  const remove = () => rm(home, { recursive: true, force: true })
  try {
    const paths: string[] = []
    for (const reference of references) {
      const path = join(home, String(paths.length + 1))
      await writeFile(path, await request.photo(reference), { mode: 0o600 })
      paths.push(path)
    }
    const target = join(home, 'first-frame.png')
    const { width, height } = order
    const warnings = await studio.frames.compose(paths, target, { width, height, format: 'png' })
    const { size: bytes } = await stat(target)
    // Node types these chunks as unknown; a file stream without an encoding gives bytes.
    const open = async () => Readable.toWeb(createReadStream(target)) as ReadableStream<Uint8Array>
    const file = { field: FIELD, name: 'first-frame.png', mediaType: 'image/png', bytes, open }
    return { files: [file], warnings: [references.length > 1 ? JOINED : FITTED, ...warnings], remove }
  } catch (thrown) {
    await remove()
    throw thrown
  }
}
