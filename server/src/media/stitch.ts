import { mp4Input, runFfmpeg } from './run-ffmpeg.ts'

/** One video of a stitched whole. */
export interface Piece {
  /** An MP4. */
  readonly path: string
  /** How much of the whole it fills, whole seconds: what is longer is cut, what is shorter holds its last picture. */
  readonly seconds: number
  /** False: silence is put under it. */
  readonly audio: boolean
}

export interface Stitching {
  /** Path of an ffmpeg from `resolveFfmpeg`. */
  readonly ffmpeg: string
  /** In the order they play. */
  readonly pieces: readonly Piece[]
  /** Of the whole; pieces of another size are scaled. Pixels, even. */
  readonly width: number
  readonly height: number
  /** Frames per second, whole. */
  readonly fps: number
  /** MP4 to write, overwritten. Whatever lies there after an error is the caller's to remove. */
  readonly output: string
}

/** Near lossless to the eye, because a video may be extended, and so encoded again, six times. */
const VIDEO = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17', '-pix_fmt', 'yuv420p', '-profile:v', 'high']
const COLOURS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
const AUDIO = ['-c:a', 'aac', '-b:a', '160k']
const EXACT = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact']
const SAMPLE_RATE = 48_000
const MICROSECONDS = 1_000_000

/**
 * Plays videos one after the other into one MP4. All of them are decoded and encoded as one: pictures and sound then run
 * through every seam without a gap, wherever the pieces come from. `tell` hears the share that is written, 0 to 1.
 * @throws Error with what ffmpeg said, e.g. when a piece cannot be decoded.
 */
export async function stitch(stitching: Stitching, tell: (share: number) => void): Promise<void> {
  const { ffmpeg, pieces, fps, output } = stitching
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0)
  const filters = pieces.flatMap((piece, index) => [pictures(piece, index, stitching), sound(piece, index)])
  const labels = pieces.map((_, index) => `[v${index}][a${index}]`).join('')
  const graph = [...filters, `${labels}concat=n=${pieces.length}:v=1:a=1[v][a]`].join(';')
  const inputs = pieces.flatMap(({ path }) => mp4Input(path))
  const streams = ['-filter_complex', graph, '-map', '[v]', '-map', '[a]', '-r', String(fps), '-g', String(fps * 2)]
  const target = ['-movflags', '+faststart', '-progress', 'pipe:1', '-nostats', '-f', 'mp4', `file:${output}`]
  const args = ['-y', ...inputs, ...streams, ...VIDEO, ...COLOURS, ...AUDIO, ...EXACT, ...target]
  let told = 0
  await runFfmpeg(ffmpeg, args, (chunk) => {
    // Named milliseconds, but they are microseconds (ffmpeg ticket 7345).
    const at = [...chunk.toString('latin1').matchAll(/out_time_ms=(\d+)/g)].at(-1)?.[1]
    const share = Math.min(1, Number(at ?? 0) / MICROSECONDS / total)
    // Silent while nothing moves, so that whoever watches sees that it hangs.
    if (share > told) tell((told = share))
  })
}

function pictures({ seconds }: Piece, index: number, { width, height, fps }: Stitching): string {
  const steps = [
    `fps=${fps}`,
    `scale=${width}:${height}:out_range=tv:out_color_matrix=bt709`,
    'setsar=1',
    'format=yuv420p',
    `tpad=stop_mode=clone:stop_duration=${seconds}`,
    `trim=end_frame=${seconds * fps}`,
    'setpts=PTS-STARTPTS',
  ]
  return `[${index}:v:0]${steps.join(',')}[v${index}]`
}

/** A film's sound as a WAV of exactly these seconds: longer is cut, shorter ends in silence. @throws Error as `stitch`. */
export async function writeSound(
  { ffmpeg, path, seconds }: { ffmpeg: string; path: string; seconds: number },
  output: string,
): Promise<void> {
  const graph = ['-filter_complex', sound({ seconds, audio: true }, 0), '-map', '[a0]', '-c:a', 'pcm_s16le']
  await runFfmpeg(ffmpeg, ['-y', ...mp4Input(path), ...graph, ...EXACT, '-f', 'wav', `file:${output}`], () => {})
}

function sound({ seconds, audio }: Pick<Piece, 'seconds' | 'audio'>, index: number): string {
  const shape = `aformat=sample_fmts=fltp:sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`
  const cut = `atrim=end_sample=${seconds * SAMPLE_RATE},asetpts=PTS-STARTPTS[a${index}]`
  return audio
    ? `[${index}:a:0]aresample=${SAMPLE_RATE}:async=1:first_pts=0,${shape},apad,${cut}`
    : `anullsrc=r=${SAMPLE_RATE}:cl=stereo,${shape},${cut}`
}
