import { History } from 'lucide-react'
import { en } from '../../messages/en.ts'
import type { From } from './use-from.ts'

export function FromNote({ from }: { readonly from: From }) {
  return (
    <output className="block">
      {from !== null && (
        <span className="mt-4 flex items-start gap-2 rounded-control bg-raised px-3 py-2 text-hint text-fg-2">
          <History aria-hidden="true" size={15} strokeWidth={1.75} className="mt-px shrink-0 text-info" />
          {en.create.from[from]}
        </span>
      )}
    </output>
  )
}
