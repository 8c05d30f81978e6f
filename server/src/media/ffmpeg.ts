import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { BARE_ENVIRONMENT } from './bare-environment.ts'

const run = promisify(execFile)

/** An ffmpeg that can make H.264 with AAC. */
export interface Ffmpeg {
  readonly path: string
  /** As it calls itself, e.g. `5.1.9-0+deb12u1`. */
  readonly version: string
  readonly from: 'configured' | 'path' | 'bundled'
}

const NEEDED = ['libx264', 'aac'] as const
const PROBE_MS = 5000

/**
 * Finds the ffmpeg to use: the configured one, else the first good one on `path` (the environment's PATH), else the
 * bundled one.
 * @throws Error with the exact remedy when none works, or when the configured one does not: it is never passed over.
 */
export async function resolveFfmpeg(
  configured: string | undefined,
  path?: string,
  /** A parameter so that tests can take it away. */
  bundled: () => string = bundledPath,
): Promise<Ffmpeg> {
  if (configured !== undefined && configured !== '') {
    return probe(configured, 'configured').catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Error(
        `KINORA_FFMPEG names "${configured}", which cannot be used: ${reason} ` +
          'Give it the full path of an ffmpeg with libx264 and aac, or unset it to use the bundled one.',
        { cause },
      )
    })
  }
  const tried: string[] = []
  for (const [program, from] of candidates(path, bundled)) {
    try {
      return await probe(program, from)
    } catch (cause) {
      tried.push(`${program}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  throw new Error(
    'No usable ffmpeg was found. Install one with libx264 and aac (Debian and Ubuntu: apt-get install ffmpeg; ' +
      `macOS: brew install ffmpeg), or set KINORA_FFMPEG to its full path. Tried: ${tried.join('; ') || 'nothing'}`,
  )
}

function* candidates(path: string | undefined, bundled: () => string): Generator<[string, Ffmpeg['from']]> {
  const program = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const folder of (path ?? '').split(delimiter)) if (folder !== '') yield [join(folder, program), 'path']
  let carried: string
  try {
    carried = bundled()
  } catch {
    return // No binary package for this platform.
  }
  yield [carried, 'bundled']
}

/** Required, not imported: the package throws while it loads where it has no binary for the platform. */
function bundledPath(): string {
  const found = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { readonly path: string }
  return found.path
}

async function probe(path: string, from: Ffmpeg['from']): Promise<Ffmpeg> {
  const ask = (flag: string) =>
    run(path, ['-hide_banner', flag], { timeout: PROBE_MS, env: BARE_ENVIRONMENT, windowsHide: true })
  const [version, encoders] = await Promise.all([ask('-version'), ask('-encoders')]).catch((cause: unknown) => {
    throw new Error(`it does not run (${codeOf(cause)}).`, { cause })
  })
  const known = new Set(encoders.stdout.split('\n').map((line) => line.trim().split(/\s+/)[1]))
  const missing = NEEDED.filter((name) => !known.has(name))
  if (missing.length > 0) throw new Error(`it lacks the encoder ${missing.join(' and ')}.`)
  return { path, version: /^ffmpeg version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown', from }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
}
