import { Building2, Disc3, Mountain, Rocket, Snowflake, Sun, Trees, Waves, type LucideIcon } from 'lucide-react'
import { LIMITS } from 'kinora/spec/limits'
import { en } from '../../messages/en.ts'
import { counterTone, promptLength } from './check-draft.ts'
import { problemsAt } from './estimate-words.ts'
import { FieldProblems } from './field-problems.tsx'
import { PRESETS, type PresetId } from './presets.ts'
import type { Create } from './use-create.ts'

const ICONS: Readonly<Record<PresetId, LucideIcon>> = {
  beach: Waves,
  city: Building2,
  mountains: Mountain,
  forest: Trees,
  space: Rocket,
  snow: Snowflake,
  desert: Sun,
  ballroom: Disc3,
}
const TONES = { calm: 'text-fg-3', near: 'text-lamp-ink', over: 'text-bad' } as const
const number = new Intl.NumberFormat('en')

export function PromptSection({ create }: { readonly create: Create }) {
  const { draft, change, shownObstacle } = create
  const length = promptLength(draft.prompt)
  const [used, limit] = [number.format(length), number.format(LIMITS.promptCharacters)]
  const over = length - LIMITS.promptCharacters
  const problem =
    over > 0 ? en.prompt.long(number.format(over)) : shownObstacle === 'prompt-empty' ? en.prompt.empty : null
  return (
    <section aria-labelledby="prompt-heading" className="hairline pt-6 pb-5">
      <h2 id="prompt-heading" className="mb-3 text-section font-semibold">
        {en.prompt.heading}
      </h2>
      <PresetChips picked={draft.preset} onPick={(id) => change({ kind: 'preset', id })} />
      <div className="mt-3 rounded-card border border-line-2 bg-panel has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-lamp-ring">
        <label htmlFor="prompt" className="sr-only">
          {en.prompt.label}
        </label>
        <textarea
          id="prompt"
          value={draft.prompt}
          dir="auto"
          onChange={(event) => change({ kind: 'prompt', text: event.target.value })}
          placeholder={en.prompt.placeholder}
          rows={3}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? 'prompt-count' : 'prompt-problem prompt-count'}
          className="block field-sizing-content max-h-64 min-h-[92px] w-full resize-none rounded-card bg-transparent px-4 pt-3 text-prompt text-fg outline-none placeholder:text-fg-3"
        />
        <p id="prompt-count" className={`tabular px-4 pb-2.5 text-right text-meta ${TONES[counterTone(length)]}`}>
          <span aria-hidden="true">{en.prompt.counterShort(used, limit)}</span>
          <span className="sr-only">{en.prompt.counter(used, limit)}</span>
        </p>
      </div>
      {problem !== null && (
        <p id="prompt-problem" role="alert" className="mt-2 text-hint text-bad">
          {problem}
        </p>
      )}
      <FieldProblems lines={problem === null ? problemsAt('prompt', create.problems) : []} />
      <output className="block text-hint text-fg-2 not-empty:mt-2">
        {draft.replaced !== null && (
          <>
            {en.prompt.replaced}{' '}
            <button
              type="button"
              onClick={() => change({ kind: 'bring-back' })}
              className="rounded-sm py-1 font-medium text-fg underline underline-offset-4 touch:py-3"
            >
              {en.prompt.undo}
            </button>
          </>
        )}
      </output>
    </section>
  )
}

function PresetChips({
  picked,
  onPick,
}: {
  readonly picked: PresetId | null
  readonly onPick: (id: PresetId) => void
}) {
  return (
    <fieldset
      aria-label={en.prompt.presets}
      className="min-w-0 -mx-4 flex gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:flex-wrap md:overflow-visible md:px-0"
    >
      {PRESETS.map(({ id }) => {
        const Icon = ICONS[id]
        return (
          <button
            key={id}
            type="button"
            aria-pressed={picked === id}
            onClick={() => onPick(id)}
            className="inline-flex min-h-9 shrink-0 items-center gap-2 rounded-full border border-line-2 px-3 text-hint font-medium whitespace-nowrap text-fg-2 transition-colors duration-[120ms] hover:bg-hover hover:text-fg aria-pressed:border-lamp-ring aria-pressed:bg-lamp-soft aria-pressed:text-fg touch:min-h-11"
          >
            <Icon
              aria-hidden="true"
              size={15}
              strokeWidth={1.75}
              className={picked === id ? 'text-lamp-ink' : 'text-fg-3'}
            />
            {en.preset[id]}
          </button>
        )
      })}
    </fieldset>
  )
}
