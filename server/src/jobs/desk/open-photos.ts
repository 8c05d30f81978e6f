import type { NamedPhoto, Upload } from '../../spec/order.ts'

/** Every photo as a file, those that are only named too. @throws Fault of the first that cannot be had. */
export async function openPhotos(photos: readonly (Upload | NamedPhoto)[]): Promise<readonly Upload[]> {
  const opened = photos.map(async (photo) => ('named' in photo ? photo.open() : photo))
  // Nothing may still be written when a refusal clears the folder.
  await Promise.allSettled(opened)
  return (await Promise.all(opened)).flat()
}
