import { useId, useState } from 'react'
import type { KeyCard } from '../../client/keys.ts'
import { en } from '../../messages/en.ts'
import { describedBy, Field, INPUT } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'

const words = en.budgets

interface ScopePickerProps {
  readonly keys: readonly KeyCard[]
  /** `server`, `owner:NAME` or `key:ID`; the name as typed. */
  readonly onPick: (scope: string) => void
  readonly wrong: boolean
}

export function ScopePicker({ keys, onPick, wrong }: ScopePickerProps) {
  const id = useId()
  const [kind, setKind] = useState<'owner' | 'key'>('owner')
  const [name, setName] = useState('')
  const [key, setKey] = useState(keys[0]?.id ?? '')
  function pick(next: { kind?: 'owner' | 'key'; name?: string; key?: string }): void {
    const now = { kind, name, key, ...next }
    setKind(now.kind)
    setName(now.name)
    setKey(now.key)
    onPick(now.kind === 'owner' ? `owner:${now.name.trim()}` : `key:${now.key}`)
  }
  return (
    <>
      {keys.length > 0 && (
        <Segmented
          legend={words.whose}
          name="scope"
          segments={[
            { value: 'owner', label: words.whoseOwner },
            { value: 'key', label: words.whoseKey },
          ]}
          value={kind}
          onPick={(next) => pick({ kind: next })}
        />
      )}
      {kind === 'owner' ? (
        <Field id={id} label={words.ownerName} problem={wrong ? words.badOwner : null}>
          <input
            id={id}
            value={name}
            onChange={(event) => pick({ name: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong}
            aria-describedby={wrong ? describedBy(id) : undefined}
            className={INPUT}
          />
        </Field>
      ) : (
        <Field id={id} label={words.pickKey}>
          <select id={id} value={key} onChange={(event) => pick({ key: event.target.value })} className={INPUT}>
            {keys.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
      )}
    </>
  )
}
