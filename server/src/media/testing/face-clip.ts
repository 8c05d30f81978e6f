import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openEncoder } from '../encode.ts'
import { resolveFfmpeg } from '../ffmpeg.ts'
import { writeTone } from './tiny-video.ts'

const SIZE = { width: 320, height: 384 }
const FPS = 12

/** Two seconds of H.264: a smeared portrait of Grace Hopper for most of it, a sharp one from 1.2 to 1.6 s. */
export async function writeFaceClip(path: string): Promise<void> {
  const portrait = fileURLToPath(new URL('../../../../test/fixtures/people/hopper.jpg', import.meta.url))
  const draw = async (blur: number) => {
    const small = sharp(portrait).resize(SIZE.width, SIZE.height, { fit: 'cover', position: 'top' }).ensureAlpha()
    return (blur > 0 ? small.blur(blur) : small).raw().toBuffer()
  }
  const [sharpOne, smeared] = [await draw(0), await draw(2.5)]
  const audio = path.replace(/\.mp4$/, '.wav')
  await writeTone(audio, 2)
  const ffmpeg = (await resolveFfmpeg(undefined)).path
  const encoder = openEncoder({ ...SIZE, fps: FPS, ffmpeg, quality: 'standard', audio, output: path })
  for (let i = 0; i < 2 * FPS; i++) await encoder.write(i >= 14 && i < 19 ? sharpOne : smeared)
  await encoder.finish()
}
