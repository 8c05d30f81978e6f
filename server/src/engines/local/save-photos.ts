import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RenderRequest } from '../../spec/engine.ts'
import { Refused } from '../../spec/engine-errors.ts'

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

/** Writes the order's photos into `folder`. Their paths, person 1 first. */
export async function savePhotos(request: RenderRequest, folder: string, signal: AbortSignal): Promise<string[]> {
  const paths: string[] = []
  for (const reference of request.order.references) {
    const path = join(folder, `person-${paths.length + 1}.${ENDINGS[reference.mediaType]}`)
    await pipeline(await request.photo(reference), createWriteStream(path), { signal })
    paths.push(path)
  }
  return paths
}

/** Writes the video to extend into `folder`; its path. Undefined when there is none: an edit is drawn anew. */
export async function saveSource(
  request: RenderRequest,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { source } = request.order
  if (source?.kind === 'edit' && source.made === 'elsewhere') {
    const message =
      'The built-in renderer can edit only what it drew itself: of other videos it does not know the people.'
    throw new Refused({ code: 'invalid_reference', message })
  }
  if (source?.kind !== 'extend') return undefined
  const bytes = await request.source?.()
  if (!bytes) throw new Error('The video to extend did not come with the order.')
  const path = join(folder, 'before.mp4')
  await pipeline(bytes, createWriteStream(path), { signal })
  return path
}
