import type { Video } from 'kinora/spec/video'
import { useState, type SubmitEvent } from 'react'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { secondsWords } from '../../words/duration.ts'
import { moneyWords } from '../../words/money.ts'
import { sendFaultWords } from '../../words/send-fault.ts'
import { choicesOf, rateOf } from '../create/offer-choices.ts'
import { useAgain } from './use-again.ts'

/** Makes the video longer; the price of the new part stands on the button. */
export function ExtendForm({ video, model }: { readonly video: Video; readonly model: Model }) {
  const offer = model.kinora
  const { seconds: lengths } = choicesOf(offer, {
    seconds: Number(video.seconds),
    size: video.size,
    quality: video.quality,
  })
  const [seconds, setSeconds] = useState(lengths[0] ?? Number(video.seconds))
  const [prompt, setPrompt] = useState(video.prompt)
  const again = useAgain()
  const rate = rateOf(offer, video.quality)
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (!again.busy && prompt.trim() !== '') again.run({ extend: { id: video.id, prompt, seconds } })
  }
  return (
    <form onSubmit={submit} className="rise grid gap-3 rounded-card border border-line-2 bg-panel p-4">
      <label className="block text-label font-medium text-fg-2">
        {en.watch.extendWords}
        <textarea
          value={prompt}
          dir="auto"
          rows={3}
          onChange={(event) => {
            setPrompt(event.target.value)
            again.renew()
          }}
          className="mt-2 block field-sizing-content max-h-40 w-full resize-none rounded-control border border-line-2 bg-ink px-3 py-2 text-body text-fg"
        />
      </label>
      <Segmented
        legend={en.watch.extendBy}
        name="extend-seconds"
        segments={lengths.map((value) => ({ value, label: secondsWords(value) }))}
        value={seconds}
        onPick={(value) => {
          setSeconds(value)
          again.renew()
        }}
      />
      <Button type="submit" aria-disabled={again.busy || prompt.trim() === ''}>
        {again.busy
          ? en.watch.busy
          : en.watch.extendButton(secondsWords(seconds), moneyWords(rate === null ? null : rate * seconds))}
      </Button>
      {again.error !== null && <FaultNote words={sendFaultWords(again.error)} />}
    </form>
  )
}
