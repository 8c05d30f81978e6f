import { WifiOff } from 'lucide-react'
import { connectionWords, useOnline } from './connection.ts'

export function ConnectionBar({ errors }: { readonly errors: readonly unknown[] }) {
  const words = connectionWords(errors, useOnline())
  return (
    <output className="sticky top-0 z-10 block">
      {words !== null && (
        <span className="rise flex items-center justify-center gap-2 border-b border-line bg-raised px-4 py-2 text-hint font-medium text-fg">
          <WifiOff aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0 text-info" />
          {words}
        </span>
      )}
    </output>
  )
}
