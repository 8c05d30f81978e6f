import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listDeliveries, replayDelivery, type DeliveryCard } from '../../client/webhooks.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { whenWords } from '../../words/when.ts'

const words = en.webhooks
const TONES = { delivered: 'text-ok', failed: 'text-bad', pending: 'text-fg', dropped: 'text-fg-3' } as const

/** The last 20 messages to one address, each with its tries. Asked for when it is opened. */
export function DeliveryLog({ hook }: { readonly hook: string }) {
  const [open, setOpen] = useState(false)
  const log = useQuery({
    queryKey: ['deliveries', hook],
    queryFn: ({ signal }) => listDeliveries(hook, signal),
    enabled: open,
    refetchInterval: open ? 5_000 : false,
  })
  return (
    <details className="mt-3 text-hint" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer py-1 text-fg-2 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
        {words.log}
      </summary>
      {open && (
        <Answer query={log} height={64}>
          {(all) =>
            all.length === 0 ? (
              <p className="py-2 text-fg-3">{words.noLog}</p>
            ) : (
              <ul>
                {all.map((delivery) => (
                  <li key={delivery.id} className="border-t border-line py-2.5">
                    <Delivery hook={hook} delivery={delivery} />
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      )}
    </details>
  )
}

function Delivery({ hook, delivery }: { readonly hook: string; readonly delivery: DeliveryCard }) {
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: () => replayDelivery(hook, delivery.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries', hook] }),
  })
  const { status, tries, next_try_at: next } = delivery
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-1.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="tabular">
          <span className={`font-medium ${TONES[status]}`}>{words.state[status]}</span>
          <span className="text-fg-2">
            {` · ${words.event[delivery.event_type]} · ${whenWords(delivery.created_at)}`}
            {next !== null && tries.length > 0 && ` · ${words.next(whenWords(next))}`}
          </span>
        </p>
        <p className="font-mono text-meta break-all text-fg-3">{delivery.video_id}</p>
        {tries.length > 0 && (
          <ol className="tabular mt-1 text-meta text-fg-2">
            {tries.map((one, index) => (
              // eslint-disable-next-line react/no-array-index-key -- tries only ever come after each other
              <li key={index} className="break-words">
                {`${whenWords(one.at)}: ${one.error ?? words.answered(one.status_code ?? 0, one.duration_ms)}`}
              </li>
            ))}
          </ol>
        )}
        {replay.error && <FaultNote words={askFaultWords(replay.error)} />}
      </div>
      {status !== 'pending' && (
        <Button
          size="sm"
          disabled={replay.isPending}
          aria-label={words.replayWhat(whenWords(delivery.created_at))}
          onClick={() => replay.mutate()}
        >
          {words.replay}
        </Button>
      )}
    </div>
  )
}
