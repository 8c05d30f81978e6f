import { Check } from 'lucide-react'
import { en } from '../../messages/en.ts'

interface ConsentBoxProps {
  readonly sentence: string
  readonly agreed: boolean
  /** Generate was pressed without it. */
  readonly missing: boolean
  readonly onAgree: (agreed: boolean) => void
}

export function ConsentBox({ sentence, agreed, missing, onAgree }: ConsentBoxProps) {
  return (
    <div className="mt-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <label className="relative flex min-h-6 min-w-0 flex-1 items-start gap-3 py-0.5 text-body text-fg-2 touch:min-h-11 touch:items-center">
          <span className="relative grid size-5 shrink-0 place-items-center">
            <input
              id="consent"
              type="checkbox"
              checked={agreed}
              onChange={(event) => onAgree(event.target.checked)}
              aria-invalid={missing}
              aria-describedby={missing ? 'consent-missing' : undefined}
              className={`peer size-5 appearance-none rounded-[6px] border bg-panel checked:border-lamp checked:bg-lamp ${missing ? 'border-bad' : 'border-fg-3'}`}
            />
            <Check
              aria-hidden="true"
              size={14}
              strokeWidth={3}
              className="pointer-events-none absolute hidden text-lamp-fg peer-checked:block"
            />
          </span>
          {sentence}
        </label>
      </div>
      {missing && (
        <p id="consent-missing" role="alert" className="mt-1 text-hint text-bad">
          {en.consent.first}
        </p>
      )}
      <details className="mt-1 text-hint text-fg-3">
        <summary className="w-fit cursor-pointer py-0.5 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
          {en.consent.why}
        </summary>
        <p className="mt-1 max-w-prose text-fg-2">{en.consent.because}</p>
      </details>
    </div>
  )
}
