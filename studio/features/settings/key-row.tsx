import { useMutation, useQueryClient } from '@tanstack/react-query'
import { revokeKey, type KeyCard } from '../../client/keys.ts'
import { en } from '../../messages/en.ts'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { isolate } from '../../words/isolate.ts'
import { dateWords } from '../../words/when.ts'
import { AskFirst } from './ask-first.tsx'
import { opensNothing } from './key-form.ts'

const words = en.keys

export function KeyRow({ card }: { readonly card: KeyCard }) {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => revokeKey(card.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  })
  const facts = [
    words.owner(isolate(card.owner)),
    words.made(dateWords(card.created_at)),
    card.expires_at === null ? null : words.ends(dateWords(card.expires_at)),
    card.profile === 'strict' ? words.strict : null,
  ].filter((fact) => fact !== null)
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-card border border-line bg-panel p-4">
      <div className="min-w-0 flex-1 basis-60">
        <h3 dir="auto" className="truncate font-medium">
          {card.name}
        </h3>
        <p className="text-hint text-fg-2">{facts.join(' · ')}</p>
        <ul className="mt-1.5 flex flex-wrap gap-1">
          {card.scopes.map((scope) => (
            <li key={scope} className="rounded-full bg-raised px-2 py-0.5 font-mono text-meta text-fg-2">
              {scope}
            </li>
          ))}
        </ul>
        <p className="mt-1.5 font-mono text-meta break-all text-fg-3">{card.id}</p>
      </div>
      {opensNothing(card) ? (
        <p className="text-hint text-fg-2">
          {card.revoked_at === null ? words.ended : words.revoked(dateWords(card.revoked_at))}
        </p>
      ) : (
        <AskFirst
          label={words.revoke}
          name={words.revokeWhat(card.name)}
          question={words.revokeAsk}
          sure={words.revokeSure}
          busy={isPending}
          onSure={mutate}
        />
      )}
      {error && <FaultNote words={askFaultWords(error)} />}
    </div>
  )
}
