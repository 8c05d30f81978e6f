import type { Offer } from '../../spec/offer.ts'
import type { Draft } from '../../spec/order.ts'
import { readSize, writeSize } from '../../spec/size.ts'
import { nearestSeconds, nearestSize } from './refusals.ts'

/**
 * The draft as it will be made: with the nearest seconds and size where the client asked for that, and a warning about
 * everything that differs from what was sent. What has no nearest value stays, to be refused.
 */
export function fitDraft(draft: Draft, offer: Offer): { readonly draft: Draft; readonly warnings: readonly string[] } {
  const warnings: string[] = []
  const { seconds, size, ignored = [] } = draft
  if (ignored.length > 0) warnings.push(`Ignored, because a create here does not take them: ${ignored.join(', ')}.`)
  if (draft.fit === undefined) return { draft, warnings }
  let fitted = draft
  const length = seconds === undefined ? undefined : nearestSeconds(offer, seconds)
  if (length !== undefined && length !== seconds) {
    fitted = { ...fitted, seconds: length }
    warnings.push(
      `Made ${length} seconds long, the nearest that '${offer.model}' can make to the ${seconds} asked for.`,
    )
  }
  const [asked, near] = [size && writeSize(size), size && nearestSize(offer, size)]
  const frame = near === undefined || near === asked ? undefined : readSize(near)
  if (frame) {
    fitted = { ...fitted, size: frame }
    warnings.push(`Made in ${near}, the nearest that '${offer.model}' can make to the ${asked} asked for.`)
  }
  return { draft: fitted, warnings }
}
