import type { Quality } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { secondsWords } from '../../words/duration.ts'
import { frameOf } from '../../words/frame.ts'
import { EngineCard } from './engine-card.tsx'
import { problemsAt } from './estimate-words.ts'
import { FieldProblems } from './field-problems.tsx'
import { fittedWords } from './fitted-words.ts'
import type { Create } from './use-create.ts'

export function LookSection({ create }: { readonly create: Create }) {
  const { models, model, offer, wishes, choices, draft, change } = create
  return (
    <section aria-labelledby="look-heading" className="hairline pt-6 pb-5">
      <h2 id="look-heading" className="mb-3 text-section font-semibold">
        {en.look.heading}
      </h2>
      {!model || !offer || !wishes || !choices ? (
        <output className="shimmer grid h-[150px] place-items-center rounded-card text-hint text-fg-2">
          {en.look.loading}
        </output>
      ) : (
        <>
          <EngineCard
            models={models.data ?? []}
            picked={model}
            quality={wishes.quality}
            onPick={(id) => change({ kind: 'wish', wish: { model: id } })}
          />
          <div className="mt-4 grid gap-4 sm:grid-cols-[1fr_auto] lg:max-xl:grid-cols-1">
            <Segmented
              legend={en.look.length}
              name="seconds"
              segments={choices.seconds.map((value) => ({ value, label: secondsWords(value) }))}
              value={wishes.seconds}
              onPick={(seconds) => change({ kind: 'wish', wish: { seconds } })}
            />
            <Segmented<Quality>
              legend={en.look.quality}
              name="quality"
              segments={choices.qualities.map((value) => ({ value, label: en.look[value] }))}
              value={wishes.quality}
              onPick={(quality) => change({ kind: 'wish', wish: { quality } })}
            />
            <div className="min-w-0 sm:col-span-2 lg:max-xl:col-span-1">
              <Segmented
                wide
                legend={en.look.shape}
                name="size"
                segments={choices.sizes.map((value) => ({
                  value,
                  label: <SizeLabel size={value} />,
                  name: sizeName(value),
                }))}
                value={wishes.size}
                onPick={(size) => change({ kind: 'wish', wish: { size } })}
              />
            </div>
          </div>
          <FieldProblems lines={problemsAt('look', create.problems)} />
          <output className="block text-hint text-fg-2 not-empty:mt-3">
            {models.data && draft.model !== null && draft.model !== model.id && (
              <span className="block">{en.look.modelGone(draft.model, offer.title)}</span>
            )}
            {fittedWords(offer.title, draft, wishes).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </output>
        </>
      )}
    </section>
  )
}

function sizeName(size: string): string {
  const frame = frameOf(size)
  return frame ? `${en.shapes[frame.shape]}, ${frame.title}, ${frame.pixels}` : size
}

function SizeLabel({ size }: { readonly size: string }) {
  const frame = frameOf(size)
  if (frame === undefined) return size
  const long = 16 / Math.max(frame.width, frame.height)
  return (
    <span className="flex items-center gap-2.5 py-1.5 text-left">
      <span
        aria-hidden="true"
        className="rounded-[3px] border-[1.5px] border-current"
        style={{ width: frame.width * long, height: frame.height * long }}
      />
      <span>
        <span className="block leading-4">{frame.title}</span>
        <span className="block text-meta font-normal text-fg-2">{frame.pixels}</span>
      </span>
    </span>
  )
}
