import { useId } from 'react'
import { photoUrl, type PersonCard } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { buttonLook } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ScreenLink } from '../shell/screen-link.tsx'
import { consentState } from './consent-state.ts'
import { useSavedPeople } from './use-people-changes.ts'

const words = en.pickSaved
const STATE = { none: words.consentNone, given: words.consentGiven, revoked: words.consentRevoked } as const

interface PickDialogProps {
  /** Of the slot: 1 or 2. */
  readonly number: number
  readonly onPick: (person: PersonCard) => void
  readonly onClose: () => void
}

/** Who of the saved people it is. Whoever took their consent back cannot be picked. */
export function PickDialog({ number, onPick, onClose }: PickDialogProps) {
  const people = useSavedPeople()
  return (
    <Dialog title={words.heading(number)} onClose={onClose}>
      <Answer query={people} height={160}>
        {(all) =>
          all.length === 0 ? (
            <p className="text-fg-2">{words.none}</p>
          ) : (
            <ul className="grid gap-2 sm:grid-cols-2">
              {all.map((person) => (
                <li key={person.id}>
                  <Choice
                    person={person}
                    onPick={() => {
                      onPick(person)
                      onClose()
                    }}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <ScreenLink href="/people" className={`${buttonLook('quiet', 'sm')} mt-4 -ml-2.5`}>
        {words.toPeople}
      </ScreenLink>
    </Dialog>
  )
}

function Choice({ person, onPick }: { readonly person: PersonCard; readonly onPick: () => void }) {
  const label = useId()
  const { kind } = consentState(person)
  return (
    <button
      type="button"
      aria-labelledby={label}
      disabled={kind === 'revoked'}
      onClick={onPick}
      className="flex w-full items-center gap-3 rounded-control border border-line-2 p-2 text-left transition-colors duration-[120ms] hover:bg-hover disabled:opacity-60"
    >
      <img
        src={photoUrl(person.id, person.preferred_photo_id)}
        alt=""
        className="size-14 shrink-0 rounded-[8px] object-cover object-[50%_20%]"
      />
      <span id={label} className="min-w-0">
        <span dir="auto" className="block truncate font-medium">
          {person.name}
        </span>
        <span className="block text-meta text-fg-3">{STATE[kind]}</span>
      </span>
    </button>
  )
}
