import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { listKeys, type KeyCard } from '../../client/keys.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMay } from '../shell/use-session.ts'
import { KeyDialog } from './key-dialog.tsx'
import { KeyRow } from './key-row.tsx'
import { opensNothing } from './key-form.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { TabHead } from './tab-head.tsx'

const words = en.keys

export function KeysTab() {
  const admin = useMay('admin')
  const keys = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => listKeys(signal),
    enabled: admin === true,
  })
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const make = (
    <Button onClick={() => setMaking(true)}>
      <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
      {words.make}
    </Button>
  )
  if (admin === false) return <TabHead title={en.settings.tabs.keys} about={en.settings.mayNot.keys} />
  return (
    <>
      <TabHead title={en.settings.tabs.keys} about={`${words.about} ${words.own}`}>
        {(keys.data?.length ?? 0) > 0 && make}
      </TabHead>
      <Answer query={keys} height={180}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={words.empty} text={words.emptyText}>
              {make}
            </EmptyState>
          ) : (
            <KeyList keys={all} />
          )
        }
      </Answer>
      {making && (
        <KeyDialog
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            setSecret(made)
          }}
        />
      )}
      {secret !== null && (
        <SecretDialog
          title={words.ready}
          about={words.once}
          secret={secret}
          what={words.secret}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  )
}

/** Those that open something; the others folded below. */
function KeyList({ keys }: { readonly keys: readonly KeyCard[] }) {
  const old = keys.filter(opensNothing)
  const live = keys.filter((key) => !opensNothing(key))
  return (
    <>
      <ul className="grid gap-2">
        {live.map((key) => (
          <li key={key.id}>
            <KeyRow card={key} />
          </li>
        ))}
      </ul>
      {old.length > 0 && (
        <details className="mt-4 text-hint text-fg-2">
          <summary className="w-fit cursor-pointer py-1 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
            {words.old(old.length)}
          </summary>
          <ul className="mt-2 grid gap-2">
            {old.map((key) => (
              <li key={key.id}>
                <KeyRow card={key} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
