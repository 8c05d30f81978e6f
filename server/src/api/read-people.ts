import type { NamedPhoto, Upload } from '../spec/order.ts'
import { copyPhoto } from './pictures.ts'
import type { PictureSources } from './pictures.ts'
import type { Staging } from './staging.ts'

/** The saved people of a create, in the order of `PeopleDesk.cast`; who they are shows when they are opened. */
export function readPeople(
  ids: readonly string[],
  prompt: string,
  staging: Staging,
  sources: PictureSources,
): readonly NamedPhoto[] {
  if (ids.length === 0 && !prompt.includes('@')) return []
  const open = async (): Promise<readonly Upload[]> => {
    const photos: Upload[] = []
    for (const { photo } of await sources.cast(ids, prompt)) photos.push(await copyPhoto('people', photo, staging))
    return photos
  }
  return [{ field: 'people', named: `people ${ids.join(' ')}`, open }]
}
