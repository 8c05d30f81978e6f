import type { ServerResponse } from 'node:http'
import sharp from 'sharp'
import type { Render } from './account.ts'
import { cut, errorBody, flood, html, json } from './faults.ts'
import { film } from './films.ts'

/** What goes wrong with the file itself, then the file. `downloads` counts from 1 for each render. */
export async function sendContent(
  render: Render,
  times: number,
  elsewhere: string,
  res: ServerResponse,
): Promise<void> {
  const { fault } = render
  if (['U23', 'U24', 'U24b', 'U29'].includes(fault)) return json(res, 404, errorBody('This video has no content here.'))
  render.downloads += 1
  const { downloads } = render
  const spoilt = downloads <= times
  const bytes = await film(fault === 'U28' ? { ...render, seconds: render.seconds + 1 } : render)
  if (fault === 'U17' && downloads <= Math.min(times, 3)) return json(res, 404, errorBody('Not ready yet.'))
  if (fault === 'U25' && spoilt) return cut(res, bytes, 'video/mp4')
  if (fault === 'U25b' && spoilt)
    return void res.writeHead(200, { 'content-type': 'video/mp4' }).end(bytes.subarray(0, bytes.length / 2))
  if (fault === 'U26' && spoilt) return flood(res, 'video/mp4', bytes)
  if (fault === 'U27' && spoilt) return html(res)
  if (fault === 'U14b' && spoilt) return void res.writeHead(302, { location: `${elsewhere}/files/${render.id}` }).end()
  sendFile(res, fault === 'U27n' ? noise(bytes) : bytes)
}

/** A whole container, and nothing in it that could be decoded. */
function noise(film: Buffer): Buffer {
  const start = film.indexOf('mdat') + 4
  const end = start - 8 + film.readUInt32BE(start - 8)
  return Buffer.from(film).fill(0xa5, start, end)
}

export function sendFile(res: ServerResponse, bytes: Buffer): void {
  res.writeHead(200, { 'content-type': 'video/mp4', 'content-length': String(bytes.length) }).end(bytes)
}

/** A plain picture: WebP for a thumbnail, JPEG for a spritesheet. U27s: there is none; U27t: it is a page. */
export async function sendStill({ fault }: Render, variant: string, res: ServerResponse): Promise<void> {
  if (fault === 'U27s') return json(res, 404, errorBody('No such variant.'))
  if (fault === 'U27t') return html(res)
  const format = variant === 'thumbnail' ? 'webp' : 'jpeg'
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#48a' } })
    .toFormat(format)
    .toBuffer()
  res.writeHead(200, { 'content-type': `image/${format}` }).end(bytes)
}
