import { Info } from 'lucide-react'
import { en } from '../../messages/en.ts'

/** What was done differently from what one may expect. */
export function Warnings({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className="rounded-card border border-line-2 bg-panel p-4 text-hint text-fg-2">
      <h2 className="flex items-center gap-2 font-medium text-fg">
        <Info aria-hidden="true" size={15} strokeWidth={1.75} className="text-info" />
        {en.job.notes}
      </h2>
      <ul className="mt-1 grid gap-1">
        {lines.map((line) => (
          <li key={line} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </div>
  )
}
