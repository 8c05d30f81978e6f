import { useQuery } from '@tanstack/react-query'
import { useId, useState, type SubmitEvent } from 'react'
import { listEngines } from '../../client/engines.ts'
import { addPerson } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { describedBy, Field, INPUT } from '../../ui/field.tsx'
import { Tick } from '../../ui/tick.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { ConsentFields } from './consent-fields.tsx'
import { hostedEngines, statementOf, UNTICKED } from './consent-form.ts'
import { PhotoDrop } from './photo-drop.tsx'
import { useChange } from './use-people-changes.ts'
import { usePhotoFile } from './use-photo-file.ts'

const words = en.addPerson

/** A name, a photo and, if they agreed, what to. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId()
  const engines = useQuery({ queryKey: ['engines'], queryFn: ({ signal }) => listEngines(signal) })
  const file = usePhotoFile()
  const [name, setName] = useState('')
  const [agreed, setAgreed] = useState(false)
  const [consent, setConsent] = useState(UNTICKED)
  const [tried, setTried] = useState(false)
  const add = useChange(({ photo }: { photo: File }) => {
    const statement = agreed ? (statementOf(consent) ?? null) : null
    return addPerson(name.trim(), photo, statement)
  }, onClose)
  const nameMissing = tried && name.trim() === ''
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    setTried(true)
    if (file.photo === null || name.trim() === '' || (agreed && statementOf(consent) === undefined)) return
    add.mutate({ photo: file.photo.file })
  }
  return (
    <Dialog title={words.heading} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <PhotoDrop file={file} missing={tried && file.photo === null} />
        <Field id={id} label={words.name} hint={words.nameHint} problem={nameMissing ? words.nameMissing : null}>
          <input
            id={id}
            dir="auto"
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            aria-invalid={nameMissing}
            aria-describedby={describedBy(id)}
            className={INPUT}
          />
        </Field>
        <div>
          <Tick checked={agreed} onChange={setAgreed}>
            {en.agreed.with}
          </Tick>
          {agreed ? (
            <div className="rise mt-3 border-l-2 border-line-2 pl-4">
              <ConsentFields
                form={consent}
                engines={hostedEngines(engines.data ?? [])}
                tried={tried}
                onChange={setConsent}
              />
            </div>
          ) : (
            <p className="mt-1 text-meta text-fg-3">{en.agreed.noneWhy}</p>
          )}
        </div>
        {add.error && <FaultNote words={askFaultWords(add.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {en.act.cancel}
          </Button>
          <Button type="submit" look="lamp" disabled={add.isPending || file.reading}>
            {add.isPending ? en.act.saving : words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
