import { CONSENT_TEXTS } from 'kinora/spec/consent'
import type { Wishes } from './offer-choices.ts'

export interface OrderToSend extends Wishes {
  readonly model: string
  readonly prompt: string
  /** Person 1 first. */
  readonly photos: readonly File[]
  /** Ids of saved people; they come after the photos. */
  readonly people?: readonly string[]
  /** Whoever is shown agreed: somebody ticked it. */
  readonly agreed: boolean
}

/** The order as `/v1/videos` reads it. Text first: a server may refuse it before a photo has arrived. */
export function orderForm(order: OrderToSend): FormData {
  const form = new FormData()
  form.set('model', order.model)
  form.set('prompt', order.prompt)
  form.set('seconds', String(order.seconds))
  form.set('size', order.size)
  form.set('quality', order.quality)
  if (order.agreed) {
    form.set('consent[version]', CONSENT_TEXTS[0].version)
    form.set('consent[attested_by]', 'studio')
  }
  for (const person of order.people ?? []) form.append('people[]', person)
  for (const photo of order.photos) form.append('input_reference', photo)
  return form
}
