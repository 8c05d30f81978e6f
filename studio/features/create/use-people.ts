import { useEffect, useRef } from 'react'
import { en } from '../../messages/en.ts'
import type { Change, Draft } from './draft.ts'
import { firstFree, type Person } from './slots.ts'
import { usePhotos, type Photos } from './use-photos.ts'

/** The photos together with the names that go with them. */
export function usePeople(draft: Draft, change: (change: Change) => void): Photos {
  const photos = usePhotos(() => change({ kind: 'photos-changed' }))

  /** A sample's name goes with the sample. */
  function dropSampleName(person: Person): void {
    if (photos.slots[person].photo?.sample) change({ kind: 'name', person, name: '' })
  }
  const people: Photos = {
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
    takeSamples() {
      change({ kind: 'samples', names: en.people.sampleNames })
      photos.takeSamples()
    },
  }
  usePaste((files) => people.put(files, focusedSlot() ?? firstFree(photos.slots)))
  return people
}

function usePaste(take: (files: readonly File[]) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    function paste(event: ClipboardEvent): void {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

function focusedSlot(): Person | undefined {
  const slot = document.activeElement?.closest<HTMLElement>('[data-person]')?.dataset['person']
  return slot === '0' ? 0 : slot === '1' ? 1 : undefined
}
