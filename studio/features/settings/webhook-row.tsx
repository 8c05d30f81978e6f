import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { removeWebhook, rotateSecret, switchOn, testWebhook, type WebhookCard } from '../../client/webhooks.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { whenWords } from '../../words/when.ts'
import { AskFirst } from './ask-first.tsx'
import { DeliveryLog } from './delivery-log.tsx'

const words = en.webhooks

interface WebhookRowProps {
  readonly hook: WebhookCard
  /** A new secret was made. */
  readonly onSecret: (secret: string) => void
}

export function WebhookRow({ hook, onSecret }: WebhookRowProps) {
  const client = useQueryClient()
  const [tested, setTested] = useState<number | null>(null)
  const again = () => client.invalidateQueries({ queryKey: ['webhooks'] })
  const [first = 'video.completed'] = hook.event_types
  const test = useMutation({
    mutationFn: () => testWebhook(hook.id, first),
    onMutate: () => setTested(null),
    onSuccess: ({ status_code: status }) => setTested(status),
  })
  const rotate = useMutation({
    mutationFn: () => rotateSecret(hook.id),
    onSuccess: async ({ signing_secret: secret }) => {
      onSecret(secret)
      await again()
    },
  })
  const remove = useMutation({ mutationFn: () => removeWebhook(hook.id), onSuccess: again })
  const enable = useMutation({ mutationFn: () => switchOn(hook), onSuccess: again })
  const error = test.error ?? rotate.error ?? remove.error ?? enable.error
  return (
    <section aria-label={hook.name} className="rounded-card border border-line bg-panel p-4">
      <h3 dir="auto" className="truncate font-medium">
        {hook.name}
      </h3>
      <p className="font-mono text-meta break-all text-fg-2">{hook.url}</p>
      <p className="mt-1 text-hint text-fg-2">
        {[
          hook.enabled ? words.on : words.off,
          ...hook.event_types.map((type) => words.event[type]),
          hook.signing_secret_hint === null ? null : words.hint(hook.signing_secret_hint),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {!hook.enabled && hook.disabled_reason !== null && (
        <p className="mt-1 text-hint text-bad">{hook.disabled_reason}</p>
      )}
      {hook.enabled && hook.failing_since !== null && (
        <p className="mt-1 text-hint text-bad">{words.failing(whenWords(hook.failing_since))}</p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {!hook.enabled && (
          <Button size="sm" disabled={enable.isPending} onClick={() => enable.mutate()}>
            {words.switchOn}
          </Button>
        )}
        <Button size="sm" disabled={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? words.testing : words.test}
        </Button>
        <AskFirst
          label={words.rotate}
          name={words.what(words.rotate, hook.name)}
          question={words.rotateAsk}
          sure={words.rotateSure}
          busy={rotate.isPending}
          onSure={rotate.mutate}
        />
        <AskFirst
          label={words.delete}
          name={words.what(words.delete, hook.name)}
          question={words.deleteAsk}
          sure={words.deleteSure}
          busy={remove.isPending}
          onSure={remove.mutate}
        />
        <output className="text-hint text-ok">{tested === null ? '' : words.tested(tested)}</output>
      </div>
      {error && (
        <div className="mt-3">
          <FaultNote words={askFaultWords(error)} />
        </div>
      )}
      <DeliveryLog hook={hook.id} />
    </section>
  )
}
