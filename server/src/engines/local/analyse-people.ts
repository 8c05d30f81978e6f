import { analysePhoto } from '../../media/analyse.ts'
import type { Person } from '../../media/person.ts'
import { UnreadablePhoto } from '../../media/working-copy.ts'
import { PhotoFault } from './faults.ts'

/**
 * Finds the person in each photo. One after the other: a thread for each was tried and cost 0.6 s of processor and
 * 100 MB more, as each loads the models anew, and was no faster on two cores.
 * @param tell hears the share that is done, 0 to 1
 * @throws PhotoFault that names the person whose photo cannot be read
 */
export async function analysePeople(photos: readonly string[], tell: (share: number) => void): Promise<Person[]> {
  const people: Person[] = []
  for (const photo of photos) {
    people.push(await analyse(photo, people.length + 1))
    tell(people.length / photos.length)
  }
  return people
}

async function analyse(photo: string, number: number): Promise<Person> {
  try {
    return await analysePhoto(photo)
  } catch (cause) {
    if (!(cause instanceof UnreadablePhoto)) throw cause
    const message = `The photo of person ${number} could not be read. Send it again as a JPEG, PNG or WebP.`
    throw new PhotoFault(message, { cause })
  }
}
