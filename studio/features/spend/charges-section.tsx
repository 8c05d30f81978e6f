import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { decideCharge, listCharges, type ChargeCard } from '../../client/money.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { describedBy, Field, INPUT } from '../../ui/field.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { dollars, parseDollars, typedDollars } from '../../words/dollars.ts'
import { whenWords } from '../../words/when.ts'

const words = en.charges

/** For admins: charges that nobody but a person with the engine's bill can know. Nothing where there are none. */
export function ChargesSection() {
  const { data = [] } = useQuery({ queryKey: ['charges'], queryFn: ({ signal }) => listCharges(signal) })
  if (data.length === 0) return null
  return (
    <section aria-labelledby="charges-heading" className="mt-6 rounded-card border border-lamp-ring bg-lamp-soft p-4">
      <h2 id="charges-heading" className="text-section font-semibold">
        {words.heading}
      </h2>
      <p className="mt-1 max-w-prose text-hint text-fg-2">{words.about}</p>
      <ul className="mt-3 grid gap-2">
        {data.map((charge) => (
          <li key={charge.id} className="rounded-control border border-line bg-panel p-3">
            <Charge charge={charge} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Charge({ charge }: { readonly charge: ChargeCard }) {
  const [deciding, setDeciding] = useState<'charged' | 'none' | null>(null)
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (usdMicros: number | null) => decideCharge(charge.id, usdMicros),
    onSuccess: () =>
      Promise.all(['charges', 'budgets', 'usage'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-56">
          <span className="tabular font-medium">
            <bdi>{charge.engine}</bdi> · {words.held(dollars(charge.estimate_usd_micros))}
          </span>
          <span className="block text-meta text-fg-3">
            <bdi>{words.of(charge.owner, whenWords(charge.created_at))}</bdi>
          </span>
          <span className="block font-mono text-meta break-all text-fg-3">{charge.id}</span>
        </p>
        {deciding === null && (
          <span className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setDeciding('charged')}>
              {words.charged}
            </Button>
            <Button size="sm" onClick={() => setDeciding('none')}>
              {words.none}
            </Button>
          </span>
        )}
      </div>
      {deciding === 'charged' && (
        <ChargedForm charge={charge} busy={isPending} onSend={mutate} onCancel={() => setDeciding(null)} />
      )}
      {deciding === 'none' && (
        <div className="mt-3">
          <p className="text-hint text-fg-2">{words.sureNoneWhy}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" look="bad" disabled={isPending} onClick={() => mutate(null)}>
              {words.sureNone}
            </Button>
            <Button size="sm" look="quiet" onClick={() => setDeciding(null)}>
              {en.act.cancel}
            </Button>
          </div>
        </div>
      )}
      {error && <FaultNote words={askFaultWords(error)} />}
    </>
  )
}

interface ChargedFormProps {
  readonly charge: ChargeCard
  readonly busy: boolean
  readonly onSend: (usdMicros: number) => void
  readonly onCancel: () => void
}

function ChargedForm({ charge, busy, onSend, onCancel }: ChargedFormProps) {
  const id = useId()
  const [text, setText] = useState(typedDollars(charge.estimate_usd_micros))
  const [wrong, setWrong] = useState(false)
  function send(): void {
    const sum = parseDollars(text)
    if (sum === undefined || sum === null || sum === 0) return setWrong(true)
    onSend(sum)
  }
  return (
    <form
      className="mt-3 grid max-w-sm gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Field id={id} label={words.howMuch} hint={words.final} problem={wrong ? words.badSum : null}>
        <input
          id={id}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setWrong(false)
          }}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={describedBy(id)}
          className={INPUT}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" look="bad" disabled={busy}>
          {words.save}
        </Button>
        <Button size="sm" look="quiet" onClick={onCancel}>
          {en.act.cancel}
        </Button>
      </div>
    </form>
  )
}
