import { ArrowLeftRight, Cloud, MonitorCheck } from 'lucide-react'
import type { OfferCard } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentBox } from './consent-box.tsx'
import { photoWords, showsSamples } from './consent.ts'
import { problemsAt } from './estimate-words.ts'
import { FieldProblems } from './field-problems.tsx'
import { PhotoSlot } from './photo-slot.tsx'
import type { Create } from './use-create.ts'

export function PeopleSection({ create }: { readonly create: Create }) {
  const { people, draft, names, change } = create
  const either = people.slots.some((slot) => slot.photo !== null)
  return (
    <section aria-labelledby="people-heading" id="people" tabIndex={-1} className="pt-6 pb-5 outline-none">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 id="people-heading" className="text-section font-semibold">
          {en.people.heading}
        </h2>
        <Button look="quiet" size="sm" className="-mr-2.5" onClick={() => people.takeSamples()}>
          {en.people.samples}
        </Button>
      </div>
      <div className="relative grid grid-cols-2 items-start gap-4">
        {([0, 1] as const).map((person) => (
          <PhotoSlot
            key={person}
            person={person}
            slot={people.slots[person]}
            name={draft.names[person]}
            shownName={names[person]}
            onFiles={(files) => people.put(files, person)}
            onPick={(saved) => people.pick(person, saved)}
            onRemove={() => people.remove(person)}
            onName={(name) => change({ kind: 'name', person, name })}
          />
        ))}
        {either && (
          <button
            type="button"
            onClick={() => people.swap()}
            aria-label={en.people.swap}
            title={en.people.swap}
            className="absolute top-[118px] left-1/2 grid size-10 -translate-1/2 place-items-center rounded-full border border-line-2 bg-panel text-fg shadow-float transition-colors duration-[120ms] hover:bg-hover max-sm:top-[105px] touch:size-11"
          >
            <ArrowLeftRight aria-hidden="true" size={17} strokeWidth={1.75} />
          </button>
        )}
      </div>
      {create.offer && <PhotoWords offer={create.offer} />}
      {showsSamples(people.slots) && <p className="mt-3 text-meta text-fg-3">{en.people.credit}</p>}
      {create.consent !== null && (
        <ConsentBox
          sentence={create.consent}
          agreed={draft.agreed}
          missing={create.shownObstacle === 'consent'}
          onAgree={(agreed) => change({ kind: 'agree', agreed })}
        />
      )}
      <FieldProblems
        lines={create.photos.length > (create.offer?.references.max ?? 2) ? [] : problemsAt('people', create.problems)}
      />
      {create.samplesLeave && (
        <p role="alert" className="mt-3 text-hint text-bad">
          {en.people.samplesStay}
        </p>
      )}
      {create.offer && create.photos.length > create.offer.references.max && (
        <p role="alert" className="mt-3 text-hint text-bad">
          {en.look.oneOnly(create.offer.title, create.offer.references.max)}
        </p>
      )}
    </section>
  )
}

/** Where photos go, before any goes there. */
function PhotoWords({ offer }: { readonly offer: OfferCard }) {
  const words = photoWords(offer)
  if (words === null) return null
  const Icon = offer.people.photos_go_to === null ? MonitorCheck : Cloud
  return (
    <p data-testid="photo-rules" className="mt-3 flex items-start gap-2 text-meta text-fg-3">
      <Icon aria-hidden="true" size={15} strokeWidth={1.75} className="mt-px shrink-0" />
      {words}
    </p>
  )
}
