import { Check, Circle, LoaderCircle, Sparkles } from 'lucide-react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { moneyWords } from '../../words/money.ts'
import { sendFaultWords } from '../../words/send-fault.ts'
import { priceOnButton, problemsAt } from '../create/estimate-words.ts'
import { FieldProblems } from '../create/field-problems.tsx'
import { readyLines } from '../create/ready-lines.ts'
import { showsSamples } from '../create/consent.ts'
import type { Create } from '../create/use-create.ts'

/** What is there and what is missing, and why the last try was refused. */
export function ReadyList({ create }: { readonly create: Create }) {
  const lines = readyLines({
    photos: create.photos.length,
    photosMax: create.offer?.references.max ?? create.photos.length,
    prompt: create.draft.prompt,
    consentNeeded: create.consent !== null,
    agreed: create.draft.agreed,
    samples: showsSamples(create.people.slots),
    samplesLeave: create.samplesLeave,
  })
  return (
    <>
      <ul aria-label={en.ready.heading} className="mt-auto grid gap-2 px-1 text-hint">
        {lines.map(({ words, done }) => (
          <li key={words} className={`flex items-center gap-2.5 ${done ? 'text-fg-2' : 'text-fg-3'}`}>
            {done ? (
              <Check aria-hidden="true" size={15} strokeWidth={2.25} className="shrink-0 text-ok" />
            ) : (
              <Circle aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0" />
            )}
            {words}
          </li>
        ))}
      </ul>
      <FieldProblems lines={problemsAt('rest', create.problems)} />
      {create.sending.error !== null && <FaultNote words={sendFaultWords(create.sending.error)} />}
    </>
  )
}

export function GenerateFoot({ create }: { readonly create: Create }) {
  return (
    <div className="max-lg:hidden">
      <GenerateButton create={create} size="lg" />
      <p className="mt-3 text-center text-meta text-fg-3">
        {create.sending.busy ? en.job.sendingHint : en.generate.after}
      </p>
    </div>
  )
}

/** Keeps its width while it works, and takes one press. */
export function GenerateButton({ create, size }: { readonly create: Create; readonly size: 'lg' | 'md' }) {
  const { price, sending, canGenerate } = create
  const label =
    price === undefined
      ? en.generate.loading
      : size === 'md'
        ? en.generate.short
        : en.generate.button(priceOnButton(price))
  const more = create.over === null ? null : moneyWords(create.over)
  const shown = more === null ? label : size === 'md' ? en.generate.overShort(more) : en.generate.over(more)
  return (
    <Button
      look={more === null ? 'lamp' : 'plain'}
      size="lg"
      className={`w-full ${more === null ? '' : 'text-fg-2'}`}
      aria-disabled={sending.busy || !canGenerate}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      aria-label={
        size === 'md' && price !== undefined && more === null && !sending.busy
          ? en.generate.button(priceOnButton(price))
          : undefined
      }
      onClick={() => create.generate()}
    >
      {sending.busy ? (
        <LoaderCircle aria-hidden="true" size={18} strokeWidth={2} className="animate-spin" />
      ) : (
        <Sparkles aria-hidden="true" size={18} strokeWidth={1.75} />
      )}
      {sending.busy ? en.generate.sending : shown}
    </Button>
  )
}
