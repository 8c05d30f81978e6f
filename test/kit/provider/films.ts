import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEncoder } from '../../../server/src/media/encode.ts'
import { resolveFfmpeg } from '../../../server/src/media/ffmpeg.ts'
import { writeTone } from '../../../server/src/media/testing/tiny-video.ts'

export interface Film {
  readonly width: number
  readonly height: number
  readonly seconds: number
}

const FPS = 12
const made = new Map<string, Promise<Buffer>>()

/** A real H.264 and AAC file of exactly this size and length, made once. */
export function film(wish: Film): Promise<Buffer> {
  const name = `${wish.width}x${wish.height}-${wish.seconds}`
  const known = made.get(name)
  if (known) return known
  const making = make(wish)
  made.set(name, making)
  return making
}

async function make({ width, height, seconds }: Film): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-film-'))
  try {
    const [audio, output] = [join(folder, 'tone.wav'), join(folder, 'film.mp4')]
    await writeTone(audio, seconds)
    const { path: ffmpeg } = await resolveFfmpeg(undefined)
    const encoder = openEncoder({ ffmpeg, width, height, fps: FPS, quality: 'standard', audio, output })
    for (let i = 0; i < seconds * FPS; i += 1) await encoder.write(new Uint8Array(width * height * 4).fill(40 + i * 4))
    await encoder.finish()
    return await readFile(output)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
