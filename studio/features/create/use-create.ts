import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Video } from 'kinora/spec/video'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../client/http.ts'
import { listModels } from '../../client/models.ts'
import { createVideo } from '../../client/videos.ts'
import { follow } from '../video/follow.ts'
import { openVideo } from '../video/use-video-id.ts'
import { useRecent } from '../video/use-video.ts'
import { usualWait } from '../video/time-left.ts'
import { obstacleOf, type Obstacle } from './check-draft.ts'
import { consentWords, showsSamples } from './consent.ts'
import { namesOf } from './draft.ts'
import { newKey } from './new-key.ts'
import { choicesOf, estimateOf, fitWishes, rateOf } from './offer-choices.ts'
import { splitPhotos } from './saved-order.ts'
import { createSender } from './send-once.ts'
import { photosOf } from './slots.ts'
import { useDraft } from './use-draft.ts'
import { overBudget } from './estimate-words.ts'
import { useEstimate } from './use-estimate.ts'
import { useFrom } from './use-from.ts'
import { usePeople } from './use-people.ts'

export type Create = ReturnType<typeof useCreate>

/** Everything the Create page knows and can do. The screens below it only show and ask. */
export function useCreate() {
  const { draft, kept, change } = useDraft()
  const people = usePeople(draft, change)
  const { from, fill } = useFrom(people, change)
  const models = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => listModels(signal) })
  const model = models.data?.find(({ id }) => id === draft.model) ?? models.data?.[0]
  const offer = model?.kinora
  const wishes = offer && fitWishes(offer, draft)
  const recent = useRecent()

  const names = namesOf(draft)
  const host = offer?.people.photos_go_to ?? null
  const consent = consentWords(people.slots, names, host, offer?.engine)
  const photos = photosOf(people.slots)
  const samplesLeave = host !== null && showsSamples(people.slots)
  const reading = people.slots.some((slot) => slot.reading !== null)
  const obstacle = obstacleOf({
    draft,
    consentNeeded: consent !== null,
    photos: photos.length,
    samplesLeave,
    photosMax: offer?.references.max ?? photos.length,
  })
  const { files, people: saved } = splitPhotos(photos)
  // A tick is about photos of one's own: nobody attests for the samples.
  const agreed = consent !== null && !showsSamples(people.slots) && draft.agreed
  const { estimate, fresh } = useEstimate(
    model &&
      wishes && { ...wishes, model: model.id, prompt: draft.prompt, photos: files.length, people: saved, agreed },
  )
  const over = fresh ? overBudget(estimate) : null
  const sending = useSending((video) => change({ kind: 'sent', id: video.id }))
  const [shown, setShown] = useState<Obstacle>(null)

  function generate(): void {
    if (model === undefined || wishes === undefined || reading || sending.busy || over !== null) return
    setShown(obstacle)
    if (obstacle !== null) return focusObstacle(obstacle)
    sending.send({ ...wishes, model: model.id, prompt: draft.prompt, photos: files, people: saved, agreed })
  }
  useGenerateKey(generate)

  return {
    draft,
    change,
    kept,
    people,
    names,
    consent,
    samplesLeave,
    photos,
    models,
    model,
    offer,
    wishes,
    choices: offer && wishes && choicesOf(offer, wishes),
    price: offer && wishes ? estimateOf(offer, wishes) : undefined,
    rate: offer && wishes ? rateOf(offer, wishes.quality) : undefined,
    /** What the server said of this order; of an older one only while nothing newer is known. */
    estimate,
    /** Problems of the order as it stands. */
    problems: fresh ? estimate : undefined,
    over,
    waitSeconds: offer && wishes && usualWait(recent.data ?? [], offer.engine, wishes.seconds),
    obstacle,
    /** The obstacle a press of Generate ran into, until it is out of the way. */
    shownObstacle: shown === obstacle ? shown : null,
    canGenerate: model !== undefined && !reading && over === null,
    generate,
    /** How filling the form from an earlier video went. */
    from,
    takeOver: (video: Video) => void fill(video),
    sending,
    recent,
  }
}

function useSending(sent: (video: Video) => void) {
  const client = useQueryClient()
  const [sender] = useState(() => createSender(createVideo, newKey))
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (order: Parameters<typeof sender>[0]) => sender(order),
    onError: (thrown) => {
      // Asking anew makes the page ask for a sign-in, or shows which engines are left.
      if (!(thrown instanceof ApiError) || thrown.status >= 429) return
      void client.invalidateQueries({ queryKey: ['models'] })
      if (thrown.status === 401) void client.resetQueries({ queryKey: ['session'] })
    },
    onSuccess: (video) => {
      if (video === undefined) return
      sent(video)
      client.setQueryData(['video', video.id], follow(undefined, { video, askAgainMs: 500, atMs: Date.now() }))
      openVideo(video.id)
    },
  })
  return { send: mutate, busy: isPending, error, forget: reset }
}

/** Ctrl or ⌘ with Enter, anywhere on the page. */
function useGenerateKey(generate: () => void): void {
  const latest = useRef(generate)
  useEffect(() => {
    latest.current = generate
  })
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.repeat) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

const FIELD_OF = {
  consent: 'consent',
  'prompt-empty': 'prompt',
  'prompt-long': 'prompt',
  photos: 'people',
  samples: 'people',
} as const

function focusObstacle(obstacle: Exclude<Obstacle, null>): void {
  document.querySelector<HTMLElement>(`#${FIELD_OF[obstacle]}`)?.focus()
}
