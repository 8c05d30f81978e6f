import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { listWebhooks } from '../../client/webhooks.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMay } from '../shell/use-session.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { TabHead } from './tab-head.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { WebhookRow } from './webhook-row.tsx'

const words = en.webhooks

interface Told {
  readonly secret: string
  readonly about: string
}

export function WebhooksTab() {
  const may = useMay('webhooks')
  const hooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => listWebhooks(signal),
    enabled: may === true,
  })
  const [adding, setAdding] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const add = (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
      {words.add}
    </Button>
  )
  if (may === false) return <TabHead title={en.settings.tabs.webhooks} about={en.settings.mayNot.webhooks} />
  return (
    <>
      <TabHead title={en.settings.tabs.webhooks} about={words.about}>
        {(hooks.data?.length ?? 0) > 0 && add}
      </TabHead>
      <Answer query={hooks} height={180}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={words.empty} text={words.emptyText}>
              {add}
            </EmptyState>
          ) : (
            <ul className="grid gap-3">
              {all.map((hook) => (
                <li key={hook.id}>
                  <WebhookRow
                    hook={hook}
                    onSecret={(secret) => setTold({ secret, about: `${words.secretOnce} ${words.rotated}` })}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {adding && (
        <WebhookDialog
          onClose={() => setAdding(false)}
          onMade={(secret) => {
            setAdding(false)
            setTold({ secret, about: words.secretOnce })
          }}
        />
      )}
      {told !== null && (
        <SecretDialog
          title={words.secretReady}
          about={told.about}
          secret={told.secret}
          what={words.secret}
          onClose={() => setTold(null)}
        />
      )}
    </>
  )
}
