import { finished } from 'node:stream/promises'
import { Hono } from 'hono'
import { openPhotos } from '../jobs/desk/open-photos.ts'
import type { Estimate, EstimateDesk } from '../spec/estimate-desk.ts'
import { Fault, toEnvelope } from '../spec/fault.ts'
import type { Upload } from '../spec/order.ts'
import type { Ask, Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { sourcesOf } from './pictures.ts'
import { readCharacters } from './read-characters.ts'
import { readPeople } from './read-people.ts'
import { readWish, type Wish } from './read-create.ts'
import { checkItem } from './references.ts'
import type { Item } from './references.ts'
import type { Staging } from './staging.ts'
import type { WithUploads } from './uploads.ts'
import type { VideoParts } from './videos.ts'
import { toBudget } from './money-words.ts'
import { toWireOffer } from './wire-offer.ts'

/** Where photos lie that a body only names. */
type Shelves = Pick<VideoParts, 'files' | 'characters' | 'people' | 'fetchUrl'>
export type EstimateParts = Shelves & { readonly estimates: EstimateDesk }

/** Keeps nothing of what characters and people would bring. */
const nowhere: Staging = {
  async write(field, bytes) {
    let count = 0
    bytes.on('data', (chunk: Uint8Array) => (count += chunk.length))
    await finished(bytes)
    return { field, path: '', bytes: count }
  },
  keep: async (field, bytes) => ({ field, path: '', bytes: bytes.length }),
  holdMuch: async () => undefined,
  clear: async () => undefined,
}

/**
 * What a create with this body would cost and meet. Whatever would refuse it is a problem in the answer; an error only
 * when the body itself cannot be read.
 */
export function estimates({ estimates: desk, ...shelves }: EstimateParts, withUploads: WithUploads): Hono<Env> {
  return new Hono<Env>()
    .post('/', async (c) => {
      const caller = c.get('caller')
      const wish = await withUploads((staging) => readWish(c.req.raw, staging, caller))
      const { people, problems: found } = await lookAtPhotos(wish, shelves, c)
      const characters = wish.characters.map(() => ({ field: 'characters', path: '', bytes: 0 }))
      const uploads = [...wish.items.map(toUpload), ...characters, ...people]
      const estimate = await desk.estimate({ ...wish.fields, uploads }, caller)
      return c.json(toWire(estimate, [...wish.problems, ...found, ...estimate.problems]))
    })
    .all('/', notAllowed('POST'))
}

async function lookAtPhotos(
  wish: Wish,
  shelves: Shelves,
  c: Ask,
): Promise<{ readonly people: readonly Upload[]; readonly problems: Fault[] }> {
  const caller = c.get('caller')
  const { prompt } = wish.fields
  const sources = sourcesOf(shelves, c)
  const checks: Promise<unknown>[] = wish.items.map((item) => checkItem(item, sources))
  let people: readonly Upload[] = []
  if (prompt !== undefined) {
    // A character must be named in the prompt: without one, that it is missing says enough.
    checks.push(Promise.try(() => openPhotos(readCharacters(wish.characters, prompt, nowhere, sources))))
    const cast = caller.profile === 'strict' ? [] : readPeople(wish.people, prompt, nowhere, sources)
    checks.push(openPhotos(cast).then((found) => (people = found)))
  }
  const settled = await Promise.allSettled(checks)
  const problems = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return []
    if (one.reason instanceof Fault) return [one.reason]
    throw one.reason
  })
  return { people, problems }
}

function toUpload(item: Item): Upload {
  return 'upload' in item ? item.upload : { field: 'input_reference', path: '', bytes: 0 }
}

function toWire(
  { model, route, seconds, size, quality, usdMicros, budget, warnings }: Estimate,
  problems: readonly Fault[],
) {
  return {
    object: 'video.estimate',
    model,
    engine: route?.engine ?? null,
    seconds: seconds === undefined ? null : String(seconds),
    size: size ?? null,
    quality: quality ?? null,
    cost: { estimate_usd_micros: usdMicros ?? null, price_source: route?.offer.priceSource ?? null },
    /** The cap with the least left; null: none holds this key. */
    budget: budget ? toBudget(budget) : null,
    offer: route ? { model: route.offer.model, ...toWireOffer(route.offer) } : null,
    warnings,
    /** As the create itself would say them; the first is the one that it would say. */
    problems: problems.map((fault) => toEnvelope(fault).body.error),
  } as const
}
