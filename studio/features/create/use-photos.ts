import { useEffect, useReducer, useRef } from 'react'
import { preparePhoto, type SavedRef } from './photo-prepare.ts'
import { keepPhoto, loadPhotos } from './photo-store.ts'
import { changeSlots, EMPTY_SLOTS, placeFiles, type Person, type Slots } from './slots.ts'

/** In the order of the people they become. */
const SAMPLES = ['/people/hopper.jpg', '/people/collins.png'] as const

export interface Photos {
  readonly slots: Slots
  put(files: readonly File[], person: Person): void
  remove(person: Person): void
  swap(): void
  takeSamples(): void
  /** `load` brings a saved person's photo. */
  takeSaved(person: Person, load: () => Promise<File>, saved: SavedRef): void
}

/** Whose photo it is; one's own unless said. `restored`: kept from the last visit. */
interface ReadAs {
  readonly sample?: boolean
  readonly saved?: SavedRef | undefined
  readonly restored?: boolean
}

/** The two photos: read, checked, kept across reloads. `changed` runs whenever a person puts in or takes out one. */
export function usePhotos(changed: () => void): Photos {
  const [slots, dispatch] = useReducer(changeSlots, EMPTY_SLOTS)
  useKeeping(slots)

  async function read(person: Person, load: () => Promise<File>, as: ReadAs = {}): Promise<void> {
    const { sample = false, saved, restored = false } = as
    const ticket = Symbol('photo')
    dispatch({ kind: 'read', person, ticket, restored })
    const prepared = await load()
      .then((file) => preparePhoto(file, sample))
      .catch(() => ({ problem: sample || saved ? ('sample' as const) : ('damaged' as const) }))
    if ('problem' in prepared) return dispatch({ kind: 'refuse', person, ticket, problem: prepared.problem })
    if (!restored) changed()
    dispatch({ kind: 'ready', person, ticket, photo: { ...prepared.photo, saved } })
  }

  useEffect(() => {
    void loadPhotos().then((kept) =>
      kept.forEach((photo, index) => {
        if (photo !== null) void read(index === 0 ? 0 : 1, async () => photo.file, { ...photo, restored: true })
      }),
    )
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the page opens
  }, [])

  return {
    slots,
    put(files, person) {
      for (const place of placeFiles(files, person)) void read(place.person, async () => place.file)
    },
    takeSaved: (person, load, saved) => void read(person, load, { saved }),
    remove(person) {
      changed()
      dispatch({ kind: 'remove', person })
    },
    swap: () => dispatch({ kind: 'swap' }),
    takeSamples() {
      SAMPLES.forEach((path, index) => void read(index === 0 ? 0 : 1, () => fetchFile(path), { sample: true }))
    },
  }
}

/** Writes what changed to the store, and lets go of pictures no slot shows any more. */
function useKeeping(slots: Slots): void {
  const before = useRef(slots)
  useEffect(() => {
    const old = before.current
    before.current = slots
    for (const person of [0, 1] as const) {
      const photo = slots[person].photo
      if (photo !== old[person].photo)
        void keepPhoto(person, photo && { file: photo.file, sample: photo.sample, saved: photo.saved })
    }
    const shown = new Set(slots.map((slot) => slot.photo?.url))
    for (const slot of old) if (slot.photo && !shown.has(slot.photo.url)) URL.revokeObjectURL(slot.photo.url)
  }, [slots])
}

async function fetchFile(path: string): Promise<File> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  const blob = await response.blob()
  return new File([blob], path.slice(path.lastIndexOf('/') + 1), { type: blob.type })
}
