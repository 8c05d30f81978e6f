import { writeFile } from 'node:fs/promises'
import { openEncoder } from '../encode.ts'
import { resolveFfmpeg } from '../ffmpeg.ts'

export const TINY = { width: 128, height: 128, frames: 12, fps: 24, seconds: 0.5 } as const

/** Frame `i`: the red grows, so that no two frames are alike. */
export function tinyFrame(i: number): Uint8Array {
  const rgba = new Uint8Array(TINY.width * TINY.height * 4)
  for (let at = 0; at < rgba.length; at += 4) rgba.set([i * 20, 60, (at / 4) % TINY.width, 255], at)
  return rgba
}

/** A 440 Hz tone, 48 kHz mono 16 bit, at `path`. */
export async function writeTone(path: string, seconds: number): Promise<void> {
  const samples = Math.round(48_000 * seconds)
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(48_000, 24)
  wav.writeUInt32LE(96_000, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++)
    wav.writeInt16LE(Math.round(8000 * Math.sin((i * 2 * Math.PI * 440) / 48_000)), 44 + i * 2)
  await writeFile(path, wav)
}

/** Half a second of real H.264 and AAC, made by the bundled ffmpeg. `path` must end in `.mp4`. */
export async function writeTinyVideo(path: string): Promise<void> {
  const audio = path.replace(/\.mp4$/, '.wav')
  await writeTone(audio, TINY.seconds)
  const ffmpeg = (await resolveFfmpeg(undefined)).path
  const encoder = openEncoder({ ...TINY, ffmpeg, quality: 'standard', audio, output: path })
  for (let i = 0; i < TINY.frames; i++) await encoder.write(tinyFrame(i))
  await encoder.finish()
}
