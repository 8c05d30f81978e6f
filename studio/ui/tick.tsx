import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

interface TickProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  readonly id?: string
  readonly disabled?: boolean
  readonly invalid?: boolean
}

/** One checkbox and its words. */
export function Tick({ checked, onChange, children, id, disabled = false, invalid = false }: TickProps) {
  return (
    <label className="relative flex min-h-6 min-w-0 items-start gap-3 py-0.5 text-body text-fg-2 touch:min-h-11 touch:items-center">
      <span className="relative grid size-5 shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          aria-invalid={invalid}
          className="peer size-5 appearance-none rounded-[6px] border border-fg-3 bg-panel checked:border-lamp checked:bg-lamp disabled:opacity-50 aria-invalid:border-bad"
        />
        <Check
          aria-hidden="true"
          size={14}
          strokeWidth={3}
          className="pointer-events-none absolute hidden text-lamp-fg peer-checked:block"
        />
      </span>
      <span className="min-w-0">{children}</span>
    </label>
  )
}
