import type { ReactNode } from 'react'

/** For text fields and selects alike. */
export const INPUT =
  'h-10 w-full min-w-0 rounded-control border border-line-2 bg-ink px-3 text-body text-fg placeholder:text-fg-3 aria-invalid:border-bad touch:h-11'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | null
  /** A field with this `id`, and `describedBy(id)` where it has hint or problem. */
  readonly children: ReactNode
}

export function Field({ id, label, hint, problem = null, children }: FieldProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-label font-medium text-fg-2">
        {label}
      </label>
      {children}
      {(hint !== undefined || problem !== null) && (
        <div id={`${id}-hint`} className="mt-1 text-meta">
          {problem === null ? (
            <p className="text-fg-3">{hint}</p>
          ) : (
            <p role="alert" className="text-bad">
              {problem}
            </p>
          )}
        </div>
      )}
    </div>
  )
}

export const describedBy = (id: string): string => `${id}-hint`
