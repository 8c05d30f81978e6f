import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { listEngines } from '../../client/engines.ts'
import { giveConsent, type PersonCard, type Statement } from '../../client/people.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { ConsentFields } from './consent-fields.tsx'
import { hostedEngines, statementOf, UNTICKED } from './consent-form.ts'
import { useChange } from './use-people-changes.ts'

interface ConsentDialogProps {
  readonly person: PersonCard
  readonly onClose: () => void
}

export function ConsentDialog({ person, onClose }: ConsentDialogProps) {
  const engines = useQuery({ queryKey: ['engines'], queryFn: ({ signal }) => listEngines(signal) })
  const [form, setForm] = useState(UNTICKED)
  const [tried, setTried] = useState(false)
  const give = useChange((statement: Statement) => giveConsent(person.id, statement), onClose)
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    setTried(true)
    const statement = statementOf(form)
    if (statement !== undefined) give.mutate(statement)
  }
  return (
    <Dialog title={en.agreed.heading(person.name)} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <ConsentFields form={form} engines={hostedEngines(engines.data ?? [])} tried={tried} onChange={setForm} />
        {give.error && <FaultNote words={askFaultWords(give.error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {en.act.cancel}
          </Button>
          <Button type="submit" look="lamp" disabled={give.isPending}>
            {give.isPending ? en.act.saving : en.agreed.record}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
