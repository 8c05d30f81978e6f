import { en } from '../../messages/en.ts'
import { CodeTabs } from '../../ui/code-tabs.tsx'
import type { Create } from '../create/use-create.ts'
import { codeFor } from '../code/order-code.ts'

/** Exactly this job, as a program would ask for it. */
export function ApiCall({ create }: { readonly create: Create }) {
  const { model, wishes, draft, photos, offer } = create
  if (!model || !wishes) return null
  const tabs = codeFor({
    base: `${window.location.origin}/v1`,
    model: model.id,
    prompt: draft.prompt,
    seconds: String(wishes.seconds),
    size: wishes.size,
    quality: wishes.quality,
    photos: photos.length,
    consent: photos.length > 0 && (offer?.people.photos_go_to ?? null) !== null,
  })
  return (
    <>
      <CodeTabs label={en.still.tabs.code} tabs={tabs} />
      <p className="mt-2 text-meta text-fg-3">
        {en.code.hint('KINORA_API_KEY')} {photos.length > 0 && en.code.photosHint}
      </p>
    </>
  )
}
