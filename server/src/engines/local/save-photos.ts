import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RenderRequest } from '../../spec/engine.ts'
import type { RenderTask } from './protocol.ts'

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

/**
 * Writes the video to start from into `folder`; its path, by what is done with it. An edit of our own video needs none:
 * it is drawn anew from the order's photos.
 */
export async function saveSource(
  request: RenderRequest,
  folder: string,
  signal: AbortSignal,
): Promise<Pick<RenderTask, 'before' | 'film'>> {
  const { source } = request.order
  if (!source || (source.kind === 'edit' && source.made === 'here')) return {}
  const bytes = await request.source?.()
  if (!bytes) throw new Error('The video to start from did not come with the order.')
  const path = join(folder, 'source.mp4')
  await pipeline(bytes, createWriteStream(path), { signal })
  return source.kind === 'extend' ? { before: path } : { film: path }
}
