import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { Quality } from '../spec/video.ts'
import { BARE_ENVIRONMENT } from './bare-environment.ts'

export interface EncoderOptions {
  /** Path of an ffmpeg from `resolveFfmpeg`. */
  readonly ffmpeg: string
  /** Pixels, even. */
  readonly width: number
  readonly height: number
  /** Frames per second, whole. */
  readonly fps: number
  readonly quality: Quality
  /** Path of a WAV file as long as the video. */
  readonly audio: string
  /** Path of the MP4 to write; overwritten. Whatever lies there after an error or an abort is the caller's to remove. */
  readonly output: string
  /** How long ffmpeg may take no frame, or take to finish, before it counts as hung; default 30 s. */
  readonly stallMs?: number
}

/** Must be finished or aborted. */
export interface Encoder {
  /**
   * Hands over one frame of straight RGBA, `width * height * 4` bytes, which must not be changed afterwards. Resolves as
   * soon as another one may follow: at most two frames are held.
   * @throws Error when ffmpeg has died, at once, with the end of what it said.
   */
  write(frame: Uint8Array): Promise<void>
  /** Resolves when the file is complete. @throws Error when ffmpeg failed or left no file. */
  finish(): Promise<void>
  /** Kills ffmpeg. Pending and later calls reject. Harmless after the end. */
  abort(): void
}

/** Measured for the look of the animatic at these sizes (media.md section 2). */
const PRESETS = {
  standard: ['-preset', 'superfast', '-crf', '21'],
  high: ['-preset', 'veryfast', '-crf', '19'],
} as const satisfies Record<Quality, readonly string[]>

const STALL_MS = 30_000
const TAIL_CHARACTERS = 2000

/** Starts ffmpeg. A program that cannot be started shows at the first `write`. */
export function openEncoder(options: EncoderOptions): Encoder {
  const { width, height, output, stallMs = STALL_MS } = options
  const { stdin, ended, kill } = start(options)
  /** Waits for something ffmpeg has to do, but not for ever and not for the dead. */
  const within = async (work: Promise<void>, doing: string): Promise<void> => {
    const timer = setTimeout(() => kill(`ffmpeg ${doing} within ${stallMs} ms.`), stallMs)
    try {
      await Promise.race([work, ended.then(() => work)])
    } finally {
      clearTimeout(timer)
    }
  }
  let before = Promise.resolve()
  return {
    async write(frame) {
      if (frame.byteLength !== width * height * 4) {
        throw new Error(`A ${width}x${height} frame has ${width * height * 4} bytes, not ${frame.byteLength}.`)
      }
      const previous = before
      before = send(stdin, frame, ended)
      await within(previous, 'took no frame')
    },
    async finish() {
      await within(before, 'took no frame')
      stdin.end()
      await within(ended, 'did not finish')
      const size = await stat(output).then(
        (file) => file.size,
        () => 0,
      )
      if (size === 0) throw new Error('ffmpeg ended well but left no file.')
    },
    abort: () => kill('The encoding was aborted.'),
  }
}

/** `ended` rejects with the end of what ffmpeg said, or with the reason it was killed for. */
function start(options: EncoderOptions) {
  const child = spawn(options.ffmpeg, encoderArguments(options), {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: BARE_ENVIRONMENT,
    windowsHide: true,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-TAIL_CHARACTERS)
  })
  child.stdin.on('error', () => {}) // The exit tells why; EPIPE alone says nothing.
  const end = Promise.withResolvers<void>()
  end.promise.catch(() => {}) // Nobody may be waiting when it dies; the next call meets it.
  child.on('error', (cause) => end.reject(new Error(`ffmpeg could not be started: ${cause.message}`, { cause })))
  child.on('close', (code, signal) => {
    if (code === 0) end.resolve()
    else end.reject(new Error(`ffmpeg ended with ${signal ?? `code ${code}`}. It said: ${said.trim() || 'nothing'}`))
  })
  const kill = (reason: string) => {
    end.reject(new Error(reason))
    child.kill('SIGKILL')
  }
  return { stdin: child.stdin, ended: end.promise, kill }
}

/** Resolves once ffmpeg has read the frame; rejects with the reason of its end when it never will. */
function send(stdin: Writable, frame: Uint8Array, end: Promise<void>): Promise<void> {
  const taken = new Promise<void>((resolve) => {
    stdin.write(frame, (error) => resolve(error ? endedEarly(end) : undefined))
  })
  taken.catch(() => {}) // Met by the next call.
  return taken
}

async function endedEarly(end: Promise<void>): Promise<never> {
  await end
  throw new Error('ffmpeg ended before the last frame.')
}

/** The `file:` prefix keeps a path with a colon or a leading dash from being read as something else. */
function encoderArguments({ width, height, fps, quality, audio, output: target }: EncoderOptions): string[] {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', String(fps), '-i', 'pipe:0']
  const toVideoRange = 'scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=fast_bilinear'
  const colours = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact']
  const input = [
    '-y',
    '-hide_banner',
    '-loglevel',
    'error',
    ...raw,
    '-i',
    `file:${audio}`,
    '-map',
    '0:v',
    '-map',
    '1:a',
  ]
  const video = [
    '-c:v',
    'libx264',
    ...PRESETS[quality],
    '-pix_fmt',
    'yuv420p',
    '-profile:v',
    'high',
    '-g',
    String(fps * 2),
  ]
  const output = ['-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', ...exact, '-f', 'mp4', `file:${target}`]
  return [...input, '-vf', toVideoRange, ...video, ...colours, ...output]
}
