import type { ComponentProps } from 'react'

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-control font-medium transition-colors duration-[120ms] disabled:opacity-60 touch:min-h-11'
const LOOKS = {
  /** One a screen: it costs or starts something. */
  lamp: 'bg-lamp text-lamp-fg font-semibold hover:brightness-105 active:brightness-95 disabled:hover:brightness-100',
  plain: 'border border-line-2 bg-panel text-fg hover:bg-hover',
  quiet: 'text-fg-2 hover:text-fg hover:bg-hover',
  /** Asks before it takes something away. */
  leave: 'text-bad hover:bg-hover',
  bad: 'border border-bad text-bad hover:bg-hover',
} as const
const SIZES = {
  md: 'min-h-10 px-4 text-body',
  lg: 'min-h-13 px-5 text-section rounded-card',
  sm: 'min-h-8 px-2.5 text-hint',
} as const

export function buttonLook(look: keyof typeof LOOKS, size: keyof typeof SIZES = 'md'): string {
  return `${BASE} ${LOOKS[look]} ${SIZES[size]}`
}

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof LOOKS
  readonly size?: keyof typeof SIZES
}

export function Button({ look = 'plain', size = 'md', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonLook(look, size)} ${className}`} {...rest} />
}
