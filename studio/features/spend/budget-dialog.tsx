import { useMutation, useQueryClient } from '@tanstack/react-query'
import { SPANS, type Span } from 'kinora/spec/money'
import { useId, useState, type SubmitEvent } from 'react'
import type { KeyCard } from '../../client/keys.ts'
import { setCap, type BudgetCard } from '../../client/money.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { describedBy, Field, INPUT } from '../../ui/field.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { parseDollars, typedDollars } from '../../words/dollars.ts'
import { ScopePicker } from './scope-picker.tsx'

const words = en.budgets

interface BudgetDialogProps {
  /** Empty: one that is to be chosen. */
  readonly scope: string
  readonly title: string
  readonly budgets: readonly BudgetCard[]
  readonly keys: readonly KeyCard[]
  readonly onClose: () => void
}

export function BudgetDialog({ scope: given, title, budgets, keys, onClose }: BudgetDialogProps) {
  const client = useQueryClient()
  const id = useId()
  const [picked, setPicked] = useState(given)
  const capOf = (span: Span) => budgets.find((one) => one.scope === given && one.span === span)?.cap_usd_micros ?? null
  const [typed, setTyped] = useState<Readonly<Record<Span, string>>>({
    day: typedDollars(capOf('day')),
    month: typedDollars(capOf('month')),
    total: typedDollars(capOf('total')),
  })
  const [tried, setTried] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      for (const span of SPANS) {
        const cap = parseDollars(typed[span])
        if (cap !== undefined && cap !== capOf(span)) await setCap(picked, span, cap)
      }
    },
    onSuccess: onClose,
    // Also after a failure: some of them may have been set.
    onSettled: () => client.invalidateQueries({ queryKey: ['budgets'] }),
  })
  const wrongScope = !/^(server|(owner|key):[\w.-]{1,64})$/.test(picked)
  const wrong = (span: Span): boolean => parseDollars(typed[span]) === undefined
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    setTried(true)
    if (!wrongScope && !SPANS.some(wrong)) mutate()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        {given === '' && <ScopePicker keys={keys} onPick={setPicked} wrong={tried && wrongScope} />}
        {SPANS.map((span) => (
          <Field
            key={span}
            id={`${id}-${span}`}
            label={words.cap(words[span])}
            hint={words.hint}
            problem={tried && wrong(span) ? words.badSum : null}
          >
            <input
              id={`${id}-${span}`}
              value={typed[span]}
              onChange={(event) => setTyped({ ...typed, [span]: event.target.value })}
              inputMode="decimal"
              autoComplete="off"
              aria-invalid={tried && wrong(span)}
              aria-describedby={describedBy(`${id}-${span}`)}
              className={INPUT}
            />
          </Field>
        ))}
        {error && <FaultNote words={askFaultWords(error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {en.act.cancel}
          </Button>
          <Button type="submit" look="lamp" disabled={isPending}>
            {isPending ? en.act.saving : en.act.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
