import { useMutation, useQueryClient } from '@tanstack/react-query'
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from 'kinora/spec/webhook'
import { useState, type SubmitEvent } from 'react'
import { addWebhook } from '../../client/webhooks.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Tick } from '../../ui/tick.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'

const words = en.webhooks

interface WebhookDialogProps {
  readonly onClose: () => void
  readonly onMade: (secret: string) => void
}

export function WebhookDialog({ onClose, onMade }: WebhookDialogProps) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [types, setTypes] = useState<readonly WebhookEventType[]>(WEBHOOK_EVENT_TYPES)
  const [tried, setTried] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: addWebhook,
    onSuccess: async ({ signing_secret: secret }) => {
      onMade(secret)
      await client.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || !URL.canParse(url.trim()) || types.length === 0) return
    mutate({ name: name.trim(), url: url.trim(), event_types: types })
  }
  return (
    <Dialog title={words.add} onClose={onClose}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={words.name}
          value={name}
          maxLength={200}
          dir="auto"
          problem={tried && name.trim() === '' ? words.nameMissing : null}
          onText={setName}
        />
        <TextField
          type="url"
          label={words.url}
          hint={words.urlHint}
          value={url}
          spellCheck={false}
          problem={tried && !URL.canParse(url.trim()) ? words.urlMissing : null}
          onText={setUrl}
        />
        <fieldset>
          <legend className="mb-1.5 text-label font-medium text-fg-2">{words.events}</legend>
          {WEBHOOK_EVENT_TYPES.map((type) => (
            <Tick
              key={type}
              checked={types.includes(type)}
              onChange={(on) =>
                setTypes(WEBHOOK_EVENT_TYPES.filter((one) => (one === type ? on : types.includes(one))))
              }
            >
              {words.event[type]}
            </Tick>
          ))}
          {tried && types.length === 0 && (
            <p role="alert" className="mt-1 text-meta text-bad">
              {words.eventMissing}
            </p>
          )}
        </fieldset>
        {error && <FaultNote words={askFaultWords(error)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {en.act.cancel}
          </Button>
          <Button type="submit" look="lamp" disabled={isPending}>
            {isPending ? en.act.saving : words.add}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
