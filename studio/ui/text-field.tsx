import { useId, type ComponentProps } from 'react'
import { describedBy, Field, INPUT } from './field.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'id' | 'value'> {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly problem?: string | null
  readonly onText: (text: string) => void
}

/** A line of text with its label, its hint or what is wrong with it. */
export function TextField({ label, hint, problem = null, onText, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        autoComplete="off"
        onChange={(event) => onText(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={hint === undefined && problem === null ? undefined : describedBy(id)}
        className={INPUT}
        {...rest}
      />
    </Field>
  )
}
