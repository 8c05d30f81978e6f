import { ImagePlus, Pencil, RefreshCw, UsersRound, X } from 'lucide-react'
import { useState } from 'react'
import { useDropzone } from 'react-dropzone'
import type { PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { PickDialog } from '../people/pick-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { PersonDot } from '../../ui/person-dot.tsx'
import type { Person, Slot } from './slots.ts'

interface PhotoSlotProps {
  readonly person: Person
  readonly slot: Slot
  /** As typed; may be empty. */
  readonly name: string
  readonly shownName: string
  readonly onFiles: (files: readonly File[]) => void
  readonly onPick: (saved: PersonCard) => void
  readonly onRemove: () => void
  readonly onName: (name: string) => void
}

const ROUND =
  'on-picture grid size-9 place-items-center rounded-full transition-colors duration-[120ms] hover:bg-black touch:size-11'

export function PhotoSlot({ person, slot, name, shownName, onFiles, onPick, onRemove, onName }: PhotoSlotProps) {
  const number = person + 1
  const [picking, setPicking] = useState(false)
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    onDrop: (accepted, rejected) => onFiles([...accepted, ...rejected.map(({ file }) => file as File)]),
    multiple: true,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
  })
  const { role: _role, tabIndex: _tab, ...root } = getRootProps()
  return (
    <figure {...root} data-person={person} className="relative m-0 min-w-0">
      <input
        {...getInputProps({ accept: 'image/*' })}
        aria-label={en.people.file(number)}
        data-testid={`photo-${number}`}
      />
      <div
        className={`relative h-[236px] overflow-hidden rounded-card max-sm:h-[210px] ${isDragActive ? 'outline-2 outline-offset-2 outline-lamp-ring' : ''}`}
      >
        {slot.photo === null ? (
          <EmptySlot
            number={number}
            person={person}
            reading={slot.reading !== null}
            dragging={isDragActive}
            onOpen={open}
            onSaved={() => setPicking(true)}
          />
        ) : (
          <>
            <img
              src={slot.photo.url}
              alt={en.people.photoOf(shownName)}
              className="size-full object-cover object-[50%_12%]"
            />
            <div className="scrim-b absolute inset-x-0 bottom-0 h-20" />
            {/* One in each corner: faces are in the middle. */}
            <div className="absolute inset-x-2 top-2 flex justify-between gap-2">
              <button
                type="button"
                onClick={open}
                aria-label={en.people.replace(shownName)}
                title={en.people.replace(shownName)}
                className={ROUND}
              >
                <RefreshCw aria-hidden="true" size={15} strokeWidth={1.75} />
              </button>
              <button
                type="button"
                onClick={onRemove}
                aria-label={en.people.remove(shownName)}
                title={en.people.remove(shownName)}
                className={ROUND}
              >
                <X aria-hidden="true" size={16} strokeWidth={1.75} />
              </button>
            </div>
            {slot.reading !== null && (
              <output className="on-picture absolute inset-x-2 top-14 mx-auto w-fit rounded-full px-3 py-1.5 text-meta">
                {en.people.reading}
              </output>
            )}
            <label className="on-picture absolute inset-x-2 bottom-2 flex min-h-10 items-center gap-2.5 rounded-control px-3 has-focus-visible:outline-2 has-focus-visible:outline-lamp touch:min-h-11">
              <PersonDot person={person} onPicture />
              <span className="sr-only">{en.people.name(number)}</span>
              <input
                value={name}
                dir="auto"
                onChange={(event) => onName(event.target.value)}
                placeholder={en.people.defaultName(number)}
                maxLength={40}
                autoComplete="off"
                className="min-w-0 flex-1 self-stretch bg-transparent text-body font-medium text-white outline-none placeholder:text-white/75"
              />
              <Pencil aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-white/80" />
            </label>
          </>
        )}
      </div>
      {picking && <PickDialog number={number} onPick={onPick} onClose={() => setPicking(false)} />}
      {slot.problem !== null && (
        <p role="alert" className="mt-2 text-hint text-bad">
          {en.photoProblem[slot.problem]}
        </p>
      )}
    </figure>
  )
}

interface EmptySlotProps {
  readonly number: number
  readonly person: Person
  readonly reading: boolean
  readonly dragging: boolean
  readonly onOpen: () => void
  readonly onSaved: () => void
}

function EmptySlot({ number, person, reading, dragging, onOpen, onSaved }: EmptySlotProps) {
  if (reading) {
    return (
      <output className="shimmer grid size-full place-items-center rounded-card text-hint text-fg-2">
        {en.people.reading}
      </output>
    )
  }
  return (
    <>
      <button
        type="button"
        onClick={onOpen}
        className={`flex size-full flex-col items-center justify-center gap-1 rounded-card pb-12 border border-dashed p-4 text-center transition-colors duration-[120ms] hover:bg-hover focus-visible:outline-offset-[-4px] ${dragging ? 'border-lamp-ring bg-lamp-soft' : 'border-line-2 bg-panel'}`}
      >
        <ImagePlus aria-hidden="true" size={24} strokeWidth={1.5} className="mb-2 text-fg-3" />
        <span className="flex items-center gap-2 font-medium text-fg">
          <PersonDot person={person} />
          {en.people.add(number)}
        </span>
        <span className="text-hint text-fg-2">{dragging ? en.people.drop : en.people.how}</span>
      </button>
      {/* Beside it in the page, over it on the screen: a button holds no button. */}
      <Button
        size="sm"
        look="plain"
        className="absolute inset-x-2 bottom-2 max-sm:px-1 max-sm:[&_svg]:hidden"
        onClick={onSaved}
      >
        <UsersRound aria-hidden="true" size={15} strokeWidth={1.75} />
        {en.pickSaved.button}
      </Button>
    </>
  )
}
