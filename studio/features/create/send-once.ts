import type { Video } from 'kinora/spec/video'
import { worthAsking } from '../../client/http.ts'
import { orderForm, type OrderToSend } from './order-form.ts'

type Send = (form: FormData, key: string) => Promise<Video>

/**
 * Sends an order so that one wish makes one video: a second press while the first is under way is ignored, and an
 * order whose answer was lost goes out again under the key it had.
 */
export function createSender(send: Send, newKey: () => string): (order: OrderToSend) => Promise<Video> | undefined {
  let busy = false
  let lost: { readonly order: OrderToSend; readonly key: string } | undefined
  return (order) => {
    if (busy) return undefined
    busy = true
    const key = lost !== undefined && sameOrder(lost.order, order) ? lost.key : newKey()
    lost = undefined
    return send(orderForm(order), key)
      .catch((thrown: unknown) => {
        if (worthAsking(thrown)) lost = { order, key }
        throw thrown
      })
      .finally(() => {
        busy = false
      })
  }
}

function sameOrder(a: OrderToSend, b: OrderToSend): boolean {
  return (
    fieldsOf(a) === fieldsOf(b) &&
    a.photos.length === b.photos.length &&
    a.photos.every((photo, index) => photo === b.photos[index])
  )
}

function fieldsOf({ model, prompt, seconds, size, quality, people = [] }: OrderToSend): string {
  return JSON.stringify([model, prompt, seconds, size, quality, people])
}
