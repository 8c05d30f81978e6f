import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listKeys } from '../../client/keys.ts'
import { listBudgets, type BudgetCard } from '../../client/money.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { dollars } from '../../words/dollars.ts'
import { BudgetDialog } from './budget-dialog.tsx'

const words = en.budgets

/** For admins: what may be spent, by whom. */
export function BudgetsSection() {
  const budgets = useQuery({ queryKey: ['budgets'], queryFn: ({ signal }) => listBudgets(signal) })
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => listKeys(signal) })
  const [editing, setEditing] = useState<string | null>(null)
  const keyName = (id: string): string => keys.data?.find((key) => key.id === id)?.name ?? id
  return (
    <section aria-labelledby="budgets-heading" className="hairline pt-6 pb-8">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id="budgets-heading" className="text-section font-semibold">
            {words.heading}
          </h2>
          <p className="mt-1 max-w-prose text-hint text-fg-2">{words.about}</p>
        </div>
        <Button size="sm" onClick={() => setEditing('')}>
          {words.add}
        </Button>
      </div>
      <Answer query={budgets} height={96}>
        {(all) => (
          <ul className="grid gap-2">
            {[...new Set(all.map(({ scope }) => scope))].map((scope) => (
              <li
                key={scope}
                className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-line bg-panel p-4"
              >
                <h3 className="min-w-0 flex-1 basis-40 truncate font-medium">
                  <bdi>{scopeWords(scope, keyName)}</bdi>
                </h3>
                <dl className="tabular flex flex-wrap gap-x-6 gap-y-2">
                  {all
                    .filter((one) => one.scope === scope && isShown(one))
                    .map((one) => (
                      <div key={one.span}>
                        <dt className="text-meta text-fg-3">{words[one.span]}</dt>
                        <dd className="text-hint">{capWords(one)}</dd>
                      </div>
                    ))}
                </dl>
                <Button
                  size="sm"
                  aria-label={words.editOf(scopeWords(scope, keyName))}
                  onClick={() => setEditing(scope)}
                >
                  {words.edit}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {editing !== null && budgets.data && (
        <BudgetDialog
          scope={editing}
          title={editing === '' ? words.add : scopeWords(editing, keyName)}
          budgets={budgets.data}
          keys={(keys.data ?? []).filter((key) => key.revoked_at === null)}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  )
}

/** For ever is told only where it was set. */
const isShown = ({ span, cap_usd_micros: cap }: BudgetCard): boolean => span !== 'total' || cap !== null

function capWords({ cap_usd_micros: cap, spent_usd_micros: spent, held_usd_micros: held }: BudgetCard): string {
  return cap === null ? words.noCap : words.used(dollars(spent + held), dollars(cap))
}

function scopeWords(scope: string, keyName: (id: string) => string): string {
  if (scope.startsWith('owner:')) return words.owner(scope.slice('owner:'.length))
  if (scope.startsWith('key:')) return words.key(keyName(scope.slice('key:'.length)))
  return words.server
}
