import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { PersonCard as Person } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentPanel } from './consent-panel.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { NameField } from './name-field.tsx'
import { PhotoStrip } from './photo-strip.tsx'

export function PersonCard({ person }: { readonly person: Person }) {
  const [deleting, setDeleting] = useState(false)
  return (
    <article aria-label={person.name} className="flex h-full flex-col rounded-card border border-line bg-panel p-3">
      <PhotoStrip person={person} />
      <NameField person={person} />
      <div className="mt-1 mb-3 flex-1">
        <ConsentPanel person={person} />
      </div>
      <div className="hairline pt-2">
        <Button
          size="sm"
          look="leave"
          className="-ml-2.5"
          aria-label={en.saved.deleteWhat(person.name)}
          onClick={() => setDeleting(true)}
        >
          <Trash2 aria-hidden="true" size={15} strokeWidth={1.75} />
          {en.saved.delete}
        </Button>
      </div>
      {deleting && <DeleteDialog person={person} onClose={() => setDeleting(false)} />}
    </article>
  )
}
