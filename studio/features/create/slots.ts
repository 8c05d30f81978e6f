import type { PhotoProblem } from './photo-check.ts'
import type { Photo } from './photo-prepare.ts'

export type Person = 0 | 1

export interface Slot {
  readonly photo: Photo | null
  /** Names the file being read; a newer one makes the older answer void. */
  readonly reading: symbol | null
  readonly problem: PhotoProblem | null
}

export type Slots = readonly [Slot, Slot]

export const EMPTY_SLOTS: Slots = [
  { photo: null, reading: null, problem: null },
  { photo: null, reading: null, problem: null },
]

export type SlotChange =
  /** `restored`: kept from the last visit, and welcome only where nothing came meanwhile. */
  | { readonly kind: 'read'; readonly person: Person; readonly ticket: symbol; readonly restored?: boolean }
  | { readonly kind: 'ready'; readonly person: Person; readonly ticket: symbol; readonly photo: Photo }
  | { readonly kind: 'refuse'; readonly person: Person; readonly ticket: symbol; readonly problem: PhotoProblem }
  | { readonly kind: 'remove'; readonly person: Person }
  | { readonly kind: 'swap' }

export function changeSlots(slots: Slots, change: SlotChange): Slots {
  if (change.kind === 'swap') return [slots[1], slots[0]]
  const slot = changeSlot(slots[change.person], change)
  return change.person === 0 ? [slot, slots[1]] : [slots[0], slot]
}

function changeSlot(slot: Slot, change: Exclude<SlotChange, { kind: 'swap' }>): Slot {
  switch (change.kind) {
    case 'read':
      if (change.restored && (slot.photo !== null || slot.reading !== null)) return slot
      return { ...slot, reading: change.ticket, problem: null }
    case 'ready':
      return slot.reading === change.ticket ? { photo: change.photo, reading: null, problem: null } : slot
    case 'refuse':
      // A refused file never costs the photo that was there.
      return slot.reading === change.ticket ? { ...slot, reading: null, problem: change.problem } : slot
    case 'remove':
      return { photo: null, reading: null, problem: null }
    default:
      return change satisfies never
  }
}

/** Where files dropped or pasted onto `person` go: that slot first, then the other. */
export function placeFiles<T>(
  files: readonly T[],
  person: Person,
): readonly { readonly person: Person; readonly file: T }[] {
  const other: Person = person === 0 ? 1 : 0
  // Two at once keep their order, person 1 first, wherever they were let go.
  const order: readonly Person[] = files.length > 1 ? [0, 1] : [person, other]
  return files.slice(0, 2).map((file, index) => ({ person: order[index] ?? other, file }))
}

/** Where a pasted photo goes when no slot has the focus. */
export function firstFree(slots: Slots): Person {
  return slots[0].photo !== null && slots[1].photo === null ? 1 : 0
}

export function photosOf(slots: Slots): readonly Photo[] {
  return slots.flatMap((slot) => (slot.photo === null ? [] : [slot.photo]))
}
