import { useEffect, useRef } from 'react'
import { readPhoto, type PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { usePaste } from '../../ui/use-paste.ts'
import type { Change, Draft } from './draft.ts'
import { firstFree, type Person } from './slots.ts'
import { savedComesFirst, savedRef } from './saved-order.ts'
import { usePhotos, type Photos } from './use-photos.ts'

export interface People extends Photos {
  /** Puts a saved person into a slot, under their own name. */
  pick(person: Person, saved: PersonCard): void
}

/** The photos together with the names that go with them. */
export function usePeople(draft: Draft, change: (change: Change) => void): People {
  const photos = usePhotos(() => change({ kind: 'photos-changed' }))

  /** The name of a sample or a saved person goes with them. */
  function dropSampleName(person: Person): void {
    const photo = photos.slots[person].photo
    if (photo?.sample || photo?.saved) change({ kind: 'name', person, name: '' })
  }
  const people: People = {
    slots: photos.slots,
    put(files, person) {
      if (files.length > 1) dropSampleName(person === 0 ? 1 : 0)
      dropSampleName(person)
      photos.put(files, person)
    },
    remove(person) {
      change({ kind: 'name', person, name: '' })
      photos.remove(person)
    },
    swap() {
      photos.swap()
      change({ kind: 'swap' })
    },
    takeSaved: (person, load, saved) => photos.takeSaved(person, load, saved),
    pick(person, saved) {
      change({ kind: 'name', person, name: saved.name })
      photos.takeSaved(person, () => readPhoto(saved), savedRef(saved))
    },
    takeSamples() {
      change({ kind: 'samples', names: en.people.sampleNames })
      photos.takeSamples()
    },
  }
  const latest = useRef(people)
  useEffect(() => {
    latest.current = people
  })
  const turned = savedComesFirst(photos.slots)
  useEffect(() => {
    if (turned) latest.current.swap()
  }, [turned])
  usePaste((files) => people.put(files, focusedSlot() ?? firstFree(photos.slots)))
  return people
}

function focusedSlot(): Person | undefined {
  const slot = document.activeElement?.closest<HTMLElement>('[data-person]')?.dataset['person']
  return slot === '0' ? 0 : slot === '1' ? 1 : undefined
}
