import { makeZip, predictLength } from 'client-zip'
import { Hono } from 'hono'
import type { Caller, Desk, StoredFile } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { Video } from '../spec/video.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'

/** Their ids fit in the largest address this server reads. */
const MOST = 100

interface Entry {
  readonly name: string
  readonly file: StoredFile
}

/** Several finished videos as one zip, written while it is sent: nothing of it is kept, in memory or on disk. */
export function archive(desk: Pick<Desk, 'find' | 'content'>): Hono<Env> {
  return new Hono<Env>()
    .get('/archive', async (c) => {
      const ids = readIds(c.req.query('ids') ?? '')
      const entries = await Promise.all(ids.map((id) => findEntry(desk, id, c.get('caller'))))
      c.header('content-type', 'application/zip')
      c.header('cache-control', 'no-store')
      c.header('content-disposition', `attachment; filename="kinora-${entries.length}-videos.zip"`)
      // Nothing is compressed, videos are already: so the size is known beforehand, and a browser can show how far it is.
      const sizes = entries.map(({ name, file }) => ({ name, size: file.bytes }))
      c.header('content-length', String(predictLength(sizes)))
      if (c.req.method === 'HEAD') return c.body(null, 200)
      return c.body(zipOf(entries), 200)
    })
    .all('/archive', notAllowed('GET'))
}

/** The library does not let go of its inputs when its reader leaves, so that is done here. */
function zipOf(entries: readonly Entry[]): ReadableStream<Uint8Array> {
  const left = new AbortController()
  const zip = makeZip(openOneByOne(entries, left.signal)).getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await zip.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel(why) {
        left.abort()
        await zip.cancel(why).catch(() => undefined) // it throws the reason back
      },
    },
    { highWaterMark: 0 },
  )
}

async function* openOneByOne(entries: readonly Entry[], left: AbortSignal) {
  for (const { name, file } of entries)
    yield { name, lastModified: new Date(file.createdAtMs), input: bytesOf(await file.open(), left) }
}

async function* bytesOf(stream: ReadableStream<Uint8Array>, left: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  const close = (): void => void reader.cancel().catch(() => undefined) // a stream that broke is closed already
  left.addEventListener('abort', close)
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    left.removeEventListener('abort', close)
  }
}

function readIds(text: string): readonly string[] {
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))]
  if (ids.length >= 1 && ids.length <= MOST) return ids
  throw new Fault('invalid_value', `Name 1 to ${MOST} videos, with commas between; ${ids.length} came.`, {
    param: 'ids',
  })
}

/** Everything that can be refused is refused before the first byte is sent. */
async function findEntry(desk: Pick<Desk, 'find' | 'content'>, id: string, caller: Caller): Promise<Entry> {
  const [video, file] = await Promise.all([desk.find(id, caller), desk.content(id, 'video', caller)])
  if (!video) throw new Fault('video_not_found', `No video with id '${id.slice(0, 100)}'.`)
  return { name: nameOf(video), file }
}

/** `2026-11-23 two-friends-walk 1a2b3c4d.mp4`: sorts by day, tells what it is, and is like no other's. */
export function nameOf({ id, prompt, created_at: createdAt }: Pick<Video, 'id' | 'prompt' | 'created_at'>): string {
  const day = new Date(createdAt * 1000).toISOString().slice(0, 10)
  const words = prompt.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const title = Array.from(words.slice(0, 8).join('-').toLowerCase()).slice(0, 48).join('')
  return [day, title, `${id.slice(-8)}.mp4`].filter((part) => part !== '').join(' ')
}
