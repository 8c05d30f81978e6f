import type { ReactNode } from 'react'
import { Logo } from '../features/shell/logo.tsx'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

/** The three fanned frames, what is missing, and the way on. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center">
      <Logo size={72} />
      <h2 className="mt-5 text-section font-semibold">{title}</h2>
      <p className="mt-1.5 text-body text-fg-2">{text}</p>
      {children && <div className="mt-5">{children}</div>}
    </div>
  )
}
