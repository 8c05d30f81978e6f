import { markStream } from '../../media/mark-stream.ts'
import type { Mark } from '../../media/provenance.ts'
import { sniff } from '../../media/sniff.ts'
import type { GuardedInit } from '../../spec/guarded-fetch.ts'
import { LIMITS } from '../../spec/limits.ts'
import { asRecord, asText } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Server } from './options.ts'

type Source = Pick<Server, 'url' | 'own' | 'headers' | 'elsewhere' | 'limits'>

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined)

/** The fields in which servers name the finished file (videos-api.md 9.2, rule 5). */
function addressIn(body: Answer['body']): string | undefined {
  const holders = [body?.['output'], body?.['video'], body?.['metadata'], first(body?.['data'])]
  const inside = holders.map((holder) => asRecord(holder)?.['url'])
  const candidates = [body?.['url'], body?.['video_url'], body?.['result_url'], first(body?.['unsigned_urls'])]
  return [...candidates, ...inside].map(asText).find((text) => text !== '')
}

/** Opens the finished video, marked. `body`: the server's latest word about it. */
export async function openVideo(source: Source, id: string, body: Answer['body'], mark: Mark) {
  const { limits } = source
  const init = { maxBytes: limits.videoBytes, timeoutMs: limits.fileMs }
  const content = `${source.url}/videos/${encodeURIComponent(id)}/content`
  const first = await openAt(source, content, init)
  if (first.status === 200) return markStream(first.body, mark)
  await first.body.cancel()
  const named = addressIn(body)
  if (named === undefined || first.status === 401 || first.status === 403)
    throw new Error(`The finished video was answered with HTTP ${first.status}.`)
  const second = await openAt(source, named, init)
  if (second.status === 200) return markStream(second.body, mark)
  await second.body.cancel()
  throw new Error(`The address of the finished video was answered with HTTP ${second.status}.`)
}

export async function openStill(source: Source, id: string, variant: 'thumbnail' | 'spritesheet') {
  const url = `${source.url}/videos/${encodeURIComponent(id)}/content?variant=${variant}`
  const still = await openAt(source, url, { maxBytes: LIMITS.imageBytes, timeoutMs: source.limits.fileMs })
  if (still.status === 200) return beginningAs(STILLS[variant], still.body)
  await still.body.cancel()
  throw new Error(`The ${variant} was answered with HTTP ${still.status}.`)
}

/** What `sniff` calls them. */
const STILLS = { thumbnail: 'a WebP image', spritesheet: 'a JPEG image' } as const
const HEAD_BYTES = 16

/** Errors, to the reader, when the first bytes are of something else. */
function beginningAs(wanted: string, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0)
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (!head) return controller.enqueue(chunk)
        head = Buffer.concat([head, chunk])
        if (head.length < HEAD_BYTES) return
        const { name } = sniff(head)
        if (name !== wanted) throw new Error(`The still is ${name}, not ${wanted}.`)
        controller.enqueue(head)
        head = undefined
      },
      flush() {
        if (head) throw new Error('The still is empty or cut off.')
      },
    }),
  )
}

/** One hop from the server's own origin may lead anywhere public; from there on the guarded fetch follows. */
async function openAt(source: Source, address: string, init: Omit<GuardedInit, 'redirects'>) {
  const url = new URL(address, `${source.url}/`)
  if (url.origin !== new URL(source.url).origin) return source.elsewhere(url.href, { ...init, redirects: 3 })
  const answer = await source.own(url.href, { ...init, headers: source.headers, redirects: 0 })
  const location = answer.headers.get('location')
  if (answer.status < 300 || answer.status >= 400 || location === null) return answer
  await answer.body.cancel()
  const next = new URL(location, url)
  if (next.origin !== url.origin) return source.elsewhere(next.href, { ...init, redirects: 2 })
  return source.own(next.href, { ...init, headers: source.headers, redirects: 0 })
}
