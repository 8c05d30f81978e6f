import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Desk, StoredFile } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { ReadMark } from '../spec/media.ts'
import { VARIANTS, type Variant } from '../spec/video.ts'
import type { Ask, Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { readRange } from './range.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain; charset=utf-8': 'txt',
}

const FOR_EVER = 'private, max-age=31536000, immutable'

export interface ContentParts {
  readonly desk: Desk
  readonly readMark: ReadMark
}

/**
 * The bytes of a finished video, with ranges and validators as RFC 9110 has them. The tag is the digest of what was
 * stored, so it is strong: two answers with one tag are equal byte for byte.
 */
export function content({ desk, readMark }: ContentParts): Hono<Env> {
  return new Hono<Env>()
    .get('/:id/content', async (c) => {
      const variant = c.req.query('variant') ?? 'video'
      if (!VARIANTS.includes(variant as Variant))
        throw new Fault(
          'invalid_value',
          `Invalid value: '${variant.slice(0, 80)}'. Supported values are: 'video', 'thumbnail', and 'spritesheet'.`,
          { param: 'variant' },
        )
      const id = c.req.param('id')
      return serve(c, await desk.content(id, variant as Variant, c.get('caller')), `${id}-${variant}`)
    })
    .get('/:id/references/:place', async (c) => {
      const { id, place } = c.req.param()
      if (!/^[1-9]\d?$/.test(place))
        throw new Fault('invalid_value', `Invalid value: '${place.slice(0, 80)}'. Photos are numbered from 1.`, {
          param: 'place',
        })
      const answer = await serve(c, await desk.reference(id, Number(place), c.get('caller')), `${id}-photo-${place}`)
      // A photo of someone may be taken back any time: no copy of it stays behind.
      answer.headers.set('cache-control', 'private, no-store')
      return answer
    })
    .get('/:id/provenance', async (c) => {
      const id = c.req.param('id')
      const file = await desk.content(id, 'video', c.get('caller'))
      c.header('cache-control', 'no-store')
      const mark = await readMark(file)
      return c.json({ object: 'video.provenance', video_id: id, bytes: file.bytes, sha256: file.sha256, mark })
    })
    .all('/:id/content', notAllowed('GET, HEAD'))
    .all('/:id/references/:place', notAllowed('GET, HEAD'))
    .all('/:id/provenance', notAllowed('GET, HEAD'))
}

/** @throws Fault where a condition of the request is not met. */
export async function serve(c: Ask, file: StoredFile, name: string): Promise<Response> {
  // A cut of the digest: the tag identifies, it proves nothing.
  const tag = `"${createHash('sha256').update(file.sha256).digest('base64url').slice(0, 27)}"`
  const modified = new Date(file.createdAtMs).toUTCString()
  c.header('etag', tag)
  c.header('last-modified', modified)
  c.header('accept-ranges', 'bytes')
  const check = precondition(c, tag, file.createdAtMs)
  if (check === 412) throw new Fault('precondition_failed', 'The file is not the one that If-Match names.')
  if (check === 304) {
    c.header('cache-control', FOR_EVER)
    return c.body(null, 304)
  }
  const guarded = c.req.header('if-range')
  const usable = guarded === undefined || guarded === tag || guarded === modified
  const range = usable ? readRange(c.req.header('range'), file.bytes) : undefined
  if (range === 'unsatisfiable') {
    c.header('content-range', `bytes */${file.bytes}`)
    throw new Fault('range_not_satisfiable', `The file has ${file.bytes} bytes.`)
  }
  // Opened before its headers are set: if it cannot be, they would stand on the error. For HEAD too, which Hono answers
  // through the GET route: it must not promise what GET then cannot give.
  const opened = await file.open(range)
  const body = c.req.method === 'HEAD' ? null : opened
  if (!body) await opened.cancel()
  const disposition = c.req.query('download') === '1' ? 'attachment' : 'inline'
  c.header('content-disposition', `${disposition}; filename="${name}.${ENDINGS[file.mediaType] ?? 'bin'}"`)
  c.header('content-type', file.mediaType)
  c.header('cache-control', FOR_EVER)
  if (range) c.header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`)
  c.header('content-length', String(range ? range.end - range.start + 1 : file.bytes))
  const status = range ? 206 : 200
  return body ? c.body(body, status) : c.body(null, status)
}

/** RFC 9110 section 13.2.2, in its order of precedence. */
function precondition(c: Ask, tag: string, createdAtMs: number): 304 | 412 | undefined {
  const match = c.req.header('if-match')
  if (match !== undefined && match !== '*' && !listed(match, tag)) return 412
  const none = c.req.header('if-none-match')
  if (none !== undefined) return none === '*' || listed(none.replaceAll('W/', ''), tag) ? 304 : undefined
  const since = Date.parse(c.req.header('if-modified-since') ?? '')
  return Math.floor(createdAtMs / 1000) * 1000 <= since ? 304 : undefined
}

const listed = (header: string, tag: string): boolean => header.split(',').some((one) => one.trim() === tag)
