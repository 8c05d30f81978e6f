import { Pencil } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { changePerson, type PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { askFaultWords } from '../../words/ask-fault.ts'
import { useChange } from './use-people-changes.ts'

/** The name, changed where it stands: Enter or leaving it saves, Esc brings the old one back. */
export function NameField({ person }: { readonly person: PersonCard }) {
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useChange(
    (name: string) => changePerson(person.id, { name }),
    () => setTyped(null),
  )
  const name = typed ?? person.name
  function save(): void {
    const wish = name.trim()
    if (wish === '' || wish === person.name) setTyped(null)
    else if (!rename.isPending) rename.mutate(wish)
  }
  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key !== 'Escape') return
    setTyped(null)
    rename.reset()
  }
  const fault = rename.error && askFaultWords(rename.error)
  return (
    <>
      <label className="-mx-2 flex items-center gap-2 rounded-control px-2 hover:bg-hover has-focus-visible:bg-ink has-focus-visible:outline-2 has-focus-visible:outline-lamp-ring">
        <span className="sr-only">{en.saved.rename(person.name)}</span>
        <input
          dir="auto"
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={save}
          onKeyDown={press}
          aria-invalid={fault !== null}
          className="h-10 min-w-0 flex-1 bg-transparent text-section font-semibold text-fg outline-none touch:h-11"
        />
        <Pencil aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      </label>
      {fault && (
        <p role="alert" className="text-meta text-bad">
          {fault.reason ?? fault.headline}
        </p>
      )}
    </>
  )
}
