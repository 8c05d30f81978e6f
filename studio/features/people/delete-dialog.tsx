import { useQueries, useQuery } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { previewRemoval, removePerson, type PersonCard, type Removed } from '../../client/people.ts'
import { readVideo } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { useChange } from './use-people-changes.ts'

const words = en.deletePerson
/** Told one by one; more are counted. */
const SHOWN = 8

interface DeleteDialogProps {
  readonly person: PersonCard
  readonly onClose: () => void
}

/** First what would go, then the question. */
export function DeleteDialog({ person, onClose }: DeleteDialogProps) {
  const preview = useQuery({
    queryKey: ['removal', person.id],
    queryFn: ({ signal }) => previewRemoval(person.id, signal),
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Dialog title={words.heading(person.name)} onClose={onClose}>
      <Answer query={preview} height={180}>
        {(removed) => <Question person={person} removed={removed} onClose={onClose} />}
      </Answer>
    </Dialog>
  )
}

interface QuestionProps extends DeleteDialogProps {
  readonly removed: Removed
}

function Question({ person, removed, onClose }: QuestionProps) {
  const name = useId()
  const traces = removed.videos.length + removed.files.length + removed.characters.length
  const [all, setAll] = useState(false)
  const remove = useChange((withVideos: boolean) => removePerson(person.id, withVideos), onClose)
  return (
    <div className="grid gap-4">
      {traces === 0 ? (
        <p className="text-fg-2">
          {words.onlyPerson(person.photos.length)}. {words.nothing}
        </p>
      ) : (
        <fieldset className="grid gap-2">
          <legend className="sr-only">{words.heading(person.name)}</legend>
          <Option
            name={name}
            checked={!all}
            title={words.onlyPerson(person.photos.length)}
            onPick={() => setAll(false)}
          >
            {words.stays}
          </Option>
          <Option name={name} checked={all} title={words.withVideos} onPick={() => setAll(true)}>
            <Traces removed={removed} />
          </Option>
        </fieldset>
      )}
      <p className="text-hint text-fg-2">
        <strong className="font-medium text-fg">{words.forGood}</strong> {traces > 0 && words.bytes}
      </p>
      {remove.error && <FaultNote words={askFaultWords(remove.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {en.act.cancel}
        </Button>
        <Button look="bad" disabled={remove.isPending} onClick={() => remove.mutate(all || traces === 0)}>
          {remove.isPending ? words.deleting : words.sure}
        </Button>
      </div>
    </div>
  )
}

interface OptionProps {
  readonly name: string
  readonly checked: boolean
  readonly title: string
  readonly onPick: () => void
  readonly children: ReactNode
}

function Option({ name, checked, title, onPick, children }: OptionProps) {
  return (
    <label className="flex items-start gap-3 rounded-control border border-line-2 p-3 has-checked:border-lamp-ring">
      <input type="radio" name={name} checked={checked} onChange={onPick} className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 flex-1">
        {title}
        <span className="block text-hint text-fg-2">{children}</span>
      </span>
    </label>
  )
}

function Traces({ removed: { videos, files, characters, consents } }: { readonly removed: Removed }) {
  const asked = useQueries({
    queries: videos.slice(0, SHOWN).map((id) => ({
      queryKey: ['removal-video', id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await readVideo(id, signal)).video,
    })),
  })
  const counts = [
    videos.length > 0 && words.videos(videos.length),
    files.length > 0 && words.files(files.length),
    characters.length > 0 && words.characters(characters.length),
    consents.length > 0 && words.consents(consents.length),
  ].filter((line) => line !== false)
  return (
    <>
      {counts.join(', ')}
      {asked.map(({ data }, index) => (
        <span key={videos[index]} dir="auto" className="mt-1 block truncate text-hint text-fg">
          {data === undefined ? '…' : data.prompt || words.untitled}
        </span>
      ))}
      {videos.length > SHOWN && (
        <span className="mt-1 block text-hint text-fg-3">{words.more(videos.length - SHOWN)}</span>
      )}
    </>
  )
}
