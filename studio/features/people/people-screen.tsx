'use client'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Shell } from '../shell/shell.tsx'
import { useDocumentTitle } from '../shell/use-document-title.ts'
import { AddDialog } from './add-dialog.tsx'
import { PersonCard } from './person-card.tsx'
import { useSavedPeople } from './use-people-changes.ts'

const words = en.saved

export function PeopleScreen() {
  useDocumentTitle(words.title)
  const people = useSavedPeople()
  const [adding, setAdding] = useState(false)
  const someone = (people.data?.length ?? 0) > 0
  const add = (
    <Button look="lamp" aria-label={words.add} onClick={() => setAdding(true)}>
      <UserPlus aria-hidden="true" size={16} strokeWidth={1.75} />
      <span className={someone ? 'max-sm:hidden' : ''}>{words.add}</span>
    </Button>
  )
  return (
    <Shell
      current="people"
      heading={words.heading}
      subtitle={people.data && someone ? words.subtitle(people.data.length) : null}
      errors={[people.failureReason]}
      action={someone && add}
    >
      <main id="main" tabIndex={-1} className="w-full max-w-[1560px] px-4 py-6 outline-none md:px-7">
        <Answer query={people} height={420}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title={words.emptyTitle} text={words.emptyText}>
                {add}
              </EmptyState>
            ) : (
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(240px,100%),1fr))] gap-4">
                {all.map((person) => (
                  <li key={person.id}>
                    <PersonCard person={person} />
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        {adding && <AddDialog onClose={() => setAdding(false)} />}
      </main>
    </Shell>
  )
}
