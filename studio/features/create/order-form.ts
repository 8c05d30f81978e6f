import type { Wishes } from './offer-choices.ts'

export interface OrderToSend extends Wishes {
  readonly model: string
  readonly prompt: string
  /** Person 1 first. */
  readonly photos: readonly File[]
}

/** The order as `/v1/videos` reads it. Text first: a server may refuse it before a photo has arrived. */
export function orderForm(order: OrderToSend): FormData {
  const form = new FormData()
  form.set('model', order.model)
  form.set('prompt', order.prompt)
  form.set('seconds', String(order.seconds))
  form.set('size', order.size)
  form.set('quality', order.quality)
  for (const photo of order.photos) form.append('input_reference', photo)
  return form
}
