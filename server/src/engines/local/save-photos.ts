import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RenderRequest } from '../../spec/engine.ts'

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
