import { Check, Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { addPhoto, changePerson, photoUrl, removePhoto, type PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { useChange } from './use-people-changes.ts'
import { usePhotoFile } from './use-photo-file.ts'

const words = en.saved

/** The photo on show, the others beside it, and what can be done with each. */
export function PhotoStrip({ person }: { readonly person: PersonCard }) {
  const [picked, setPicked] = useState<string | null>(null)
  const file = usePhotoFile()
  const chooser = useRef<HTMLInputElement>(null)
  const add = useChange(
    (photo: File) => addPhoto(person.id, photo),
    ({ photos }) => setPicked(photos.at(-1)?.id ?? null),
  )
  const prefer = useChange((id: string) => changePerson(person.id, { preferred_photo_id: id }))
  const remove = useChange(
    (id: string) => removePhoto(person.id, id),
    () => setPicked(null),
  )
  const { photos, name, preferred_photo_id: preferred } = person
  const shown = photos.find(({ id }) => id === (picked ?? preferred)) ?? photos[0]
  const number = photos.findIndex(({ id }) => id === shown?.id) + 1
  const error = add.error ?? prefer.error ?? remove.error
  if (!shown) return null
  return (
    <>
      <div className="relative aspect-[4/5] overflow-hidden max-sm:aspect-[5/4] rounded-control bg-raised">
        <img
          src={photoUrl(person.id, shown.id)}
          alt={words.photoOf(name)}
          className="size-full object-cover object-[50%_20%]"
        />
        <div className="scrim-b absolute inset-x-0 bottom-0 flex min-h-12 flex-wrap items-end justify-between gap-1.5 p-2 pt-6">
          {shown.id === preferred ? (
            <span className="on-picture inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-meta">
              <Check aria-hidden="true" size={13} strokeWidth={2.5} />
              {words.preferred}
            </span>
          ) : (
            <button
              type="button"
              disabled={prefer.isPending}
              onClick={() => prefer.mutate(shown.id)}
              aria-label={words.preferWhat(number, name)}
              className="on-picture min-h-7 rounded-full px-2.5 text-meta hover:bg-black touch:min-h-11"
            >
              {words.prefer}
            </button>
          )}
          {photos.length > 1 && (
            <button
              type="button"
              disabled={remove.isPending}
              onClick={() => remove.mutate(shown.id)}
              aria-label={words.removePhotoWhat(number, name)}
              title={words.removePhotoWhat(number, name)}
              className="on-picture grid size-8 place-items-center rounded-full hover:bg-black touch:size-11"
            >
              <Trash2 aria-hidden="true" size={14} strokeWidth={1.75} />
            </button>
          )}
        </div>
      </div>
      <ul className="mt-2 flex flex-wrap gap-1.5">
        {photos.length > 1 &&
          photos.map(({ id }, index) => (
            <li key={id}>
              <button
                type="button"
                aria-pressed={id === shown.id}
                aria-label={words.showPhoto(index + 1, name)}
                onClick={() => setPicked(id)}
                className="block size-11 overflow-hidden rounded-[8px] opacity-75 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-offset-1 aria-pressed:outline-fg-2"
              >
                <img src={photoUrl(person.id, id)} alt="" loading="lazy" className="size-full object-cover" />
              </button>
            </li>
          ))}
        <li>
          <Button
            size="sm"
            look="quiet"
            className={`min-h-11 ${photos.length > 1 ? '' : '-ml-2.5'}`}
            disabled={add.isPending || file.reading}
            aria-label={add.isPending || file.reading ? undefined : words.addPhotoWhat(name)}
            onClick={() => chooser.current?.click()}
          >
            <Plus aria-hidden="true" size={15} strokeWidth={1.75} />
            {add.isPending || file.reading ? words.reading : words.addPhoto}
          </Button>
        </li>
      </ul>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        aria-label={words.addPhotoWhat(name)}
        className="hidden"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void file.take(files).then((photo) => photo && add.mutate(photo.file))
        }}
      />
      {file.problem !== null && (
        <p role="alert" className="mt-1 text-meta text-bad">
          {en.photoProblem[file.problem]}
        </p>
      )}
      {error && <FaultNote words={askFaultWords(error)} />}
    </>
  )
}
