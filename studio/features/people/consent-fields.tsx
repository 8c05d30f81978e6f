import { CONSENT_TEXTS } from 'kinora/spec/consent'
import { useId } from 'react'
import { en } from '../../messages/en.ts'
import { describedBy, Field, INPUT } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Tick } from '../../ui/tick.tsx'
import type { ConsentForm, Where } from './consent-form.ts'

const words = en.agreed

export interface HostedEngine {
  readonly name: string
  readonly host: string
}

interface ConsentFieldsProps {
  readonly form: ConsentForm
  readonly engines: readonly HostedEngine[]
  /** Save was pressed with something missing. */
  readonly tried: boolean
  readonly onChange: (form: ConsentForm) => void
}

/** Who says so, where photos may go, the text, and the tick. */
export function ConsentFields({ form, engines, tried, onChange }: ConsentFieldsProps) {
  const id = useId()
  const change = (part: Partial<ConsentForm>): void => onChange({ ...form, ...part })
  const nameMissing = tried && form.who === 'other' && form.name.trim() === ''
  const [{ version, person }] = CONSENT_TEXTS
  return (
    <div className="grid gap-4">
      <Segmented
        legend={words.who}
        name={`${id}-who`}
        segments={[
          { value: 'self', label: words.whoSelf },
          { value: 'other', label: words.whoOther },
        ]}
        value={form.who}
        onPick={(who) => change({ who })}
      />
      {form.who === 'other' && (
        <Field id={`${id}-name`} label={words.whoName} problem={nameMissing ? words.whoMissing : null}>
          <input
            id={`${id}-name`}
            dir="auto"
            value={form.name}
            maxLength={80}
            autoComplete="name"
            onChange={(event) => change({ name: event.target.value })}
            aria-invalid={nameMissing}
            aria-describedby={nameMissing ? describedBy(`${id}-name`) : undefined}
            className={INPUT}
          />
        </Field>
      )}
      {engines.length > 0 && (
        <Segmented<Where>
          legend={words.where}
          name={`${id}-where`}
          segments={[
            { value: 'this_machine', label: words.whereHere },
            { value: 'hosted', label: words.whereHosted },
            { value: 'some', label: words.whereSome },
          ]}
          value={form.where}
          onPick={(where) => change({ where })}
        />
      )}
      {form.where === 'some' && (
        <fieldset className="grid gap-1">
          <legend className="sr-only">{words.whereSome}</legend>
          {engines.map(({ name, host }) => (
            <Tick
              key={name}
              checked={form.engines.includes(name)}
              onChange={(on) =>
                change({ engines: on ? [...form.engines, name] : form.engines.filter((one) => one !== name) })
              }
            >
              {words.goesTo(name, host)}
            </Tick>
          ))}
          {tried && form.engines.length === 0 && (
            <p role="alert" className="text-meta text-bad">
              {words.pickOne}
            </p>
          )}
        </fieldset>
      )}
      <div className="rounded-control bg-raised p-3">
        <Tick checked={form.ticked} invalid={tried && !form.ticked} onChange={(ticked) => change({ ticked })}>
          <span className="text-fg">{form.where === 'this_machine' ? person.this_machine : person.hosted}</span>
          <span className="mt-1 block text-meta text-fg-3">{words.version(version)}</span>
        </Tick>
        {tried && !form.ticked && (
          <p role="alert" className="mt-1 text-meta text-bad">
            {words.tickFirst}
          </p>
        )}
      </div>
    </div>
  )
}
