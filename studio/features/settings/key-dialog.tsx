import { useMutation, useQueryClient } from '@tanstack/react-query'
import { SCOPES, type Profile } from 'kinora/spec/keys'
import { useId, useState, type SubmitEvent } from 'react'
import { makeKey } from '../../client/keys.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Tick } from '../../ui/tick.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { EMPTY_KEY, wishOf, wrongIn, type KeyField, type KeyForm } from './key-form.ts'

const words = en.keys

interface KeyDialogProps {
  readonly onClose: () => void
  /** With the secret. */
  readonly onMade: (secret: string) => void
}

export function KeyDialog({ onClose, onMade }: KeyDialogProps) {
  const id = useId()
  const client = useQueryClient()
  const [form, setForm] = useState(EMPTY_KEY)
  const [wrong, setWrong] = useState<readonly KeyField[]>([])
  function change(part: Partial<KeyForm>): void {
    setForm({ ...form, ...part })
    // What was wrong is looked at again, what is only half typed is not.
    if (wrong.length > 0) setWrong(wrongIn({ ...form, ...part }, Date.now()))
  }
  const { mutate, isPending, error } = useMutation({
    mutationFn: makeKey,
    onSuccess: async ({ key }) => {
      onMade(key)
      await client.invalidateQueries({ queryKey: ['keys'] })
      await client.invalidateQueries({ queryKey: ['budgets'] })
    },
  })
  const problem = (field: KeyField, text: string): string | null => (wrong.includes(field) ? text : null)
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const found = wrongIn(form, Date.now())
    setWrong(found)
    if (found.length === 0) mutate(wishOf(form))
  }
  return (
    <Dialog title={words.make} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={words.name}
          hint={words.nameHint}
          value={form.name}
          maxLength={80}
          dir="auto"
          problem={problem('name', words.nameMissing)}
          onText={(name) => change({ name })}
        />
        <TextField
          label={words.ownerLabel}
          hint={words.ownerHint}
          value={form.owner}
          maxLength={64}
          spellCheck={false}
          problem={problem('owner', words.badOwner)}
          onText={(owner) => change({ owner })}
        />
        <fieldset>
          <legend className="mb-1.5 text-label font-medium text-fg-2">{words.scopes}</legend>
          {SCOPES.map((scope) => (
            <Tick
              key={scope}
              checked={form.scopes.includes(scope)}
              onChange={(on) =>
                change({ scopes: SCOPES.filter((one) => (one === scope ? on : form.scopes.includes(one))) })
              }
            >
              {words.scope[scope]}
            </Tick>
          ))}
          {wrong.includes('scopes') && (
            <p role="alert" className="mt-1 text-meta text-bad">
              {words.scopeMissing}
            </p>
          )}
        </fieldset>
        <TextField
          type="date"
          label={words.expires}
          hint={words.expiresHint}
          value={form.lastDay}
          problem={problem('lastDay', words.expiresPast)}
          onText={(lastDay) => change({ lastDay })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {(['day', 'month'] as const).map((span) => (
            <TextField
              key={span}
              label={words[span]}
              hint={words.noCap}
              value={form[span]}
              inputMode="decimal"
              problem={problem(span, words.badSum)}
              onText={(text) => change({ [span]: text })}
            />
          ))}
        </div>
        <Segmented<Profile>
          legend={words.profile}
          name={`${id}-profile`}
          segments={[
            { value: 'tolerant', label: words.tolerant },
            { value: 'strict', label: words.strictLong },
          ]}
          value={form.profile}
          onPick={(profile) => change({ profile })}
        />
        {error && <FaultNote words={askFaultWords(error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {en.act.cancel}
          </Button>
          <Button type="submit" look="lamp" disabled={isPending}>
            {isPending ? en.act.saving : words.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
