import { en } from '../../messages/en.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Create } from '../create/use-create.ts'
import { nameParts } from './name-parts.ts'

const LOOKS = ['rounded-sm bg-a-soft text-a', 'rounded-sm bg-b-soft text-b'] as const

/** Word for word what the engine is sent. */
export function FinalPrompt({ create }: { readonly create: Create }) {
  const { draft, names } = create
  if (draft.prompt.trim() === '')
    return <p className="rounded-card border border-line-2 bg-panel p-4 text-hint text-fg-2">{en.still.noPrompt}</p>
  return (
    <div className="flex max-h-full flex-col rounded-card border border-line-2 bg-panel">
      <div className="flex items-center justify-between gap-2 border-b border-line py-1.5 pr-1.5 pl-4">
        <h2 className="text-label font-medium text-fg-2">{en.still.sent}</h2>
        <CopyButton text={draft.prompt} what={en.copy.prompt} look="quiet" />
      </div>
      <p dir="auto" className="min-h-0 overflow-y-auto p-4 text-prompt break-words whitespace-pre-wrap text-fg">
        {nameParts(draft.prompt, names).map(({ text, person }, index) =>
          person === null ? (
            text
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- a place in a text is all a part is
            <span key={index} className={LOOKS[person]}>
              {text}
            </span>
          ),
        )}
      </p>
      <p className="hairline px-4 py-3 text-meta text-fg-3">{en.still.sentHint}</p>
    </div>
  )
}
