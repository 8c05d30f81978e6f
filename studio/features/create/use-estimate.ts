import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { readEstimate } from '../../client/estimates.ts'
import { worthAsking } from '../../client/http.ts'
import type { OrderToSend } from './order-form.ts'
import { orderForm } from './order-form.ts'
import { useCalm } from './use-calm.ts'

/** Typing rests this long before the price is asked for, ms. */
const REST = 400

export type Ordered = Omit<OrderToSend, 'photos'> & { readonly photos: number }

/** What the server says that this order would cost and meet; undefined while it has not said. */
export function useEstimate(order: Ordered | undefined) {
  const calm = useCalm(order, JSON.stringify(order), REST)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['estimate', calm],
    queryFn: ({ signal }) => readEstimate(estimateForm(calm), signal),
    enabled: calm !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: (count, thrown) => count < 2 && worthAsking(thrown),
  })
  // What was said of an older order must not stand beside a newer one.
  const fresh = !isPlaceholderData && JSON.stringify(calm) === JSON.stringify(order)
  return { estimate: data, fresh, error }
}

function estimateForm(order: Ordered | undefined): FormData {
  if (order === undefined) return new FormData()
  // An estimate only counts photos, so that none has to travel for it.
  const stand = Array.from({ length: order.photos }, (_, index) => new File(['-'], `person-${index + 1}`))
  const form = orderForm({ ...order, photos: stand })
  if (order.prompt.trim() === '') form.delete('prompt')
  return form
}
