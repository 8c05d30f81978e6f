import { spawn } from 'node:child_process'
import { BARE_ENVIRONMENT } from './bare-environment.ts'

const TAIL_CHARACTERS = 2000

/**
 * Runs ffmpeg to its end; `hear` gets what it writes to its standard output and is waited for, so memory stays bounded.
 * @throws Error with the end of what ffmpeg said.
 */
export async function runFfmpeg(
  ffmpeg: string,
  args: readonly string[],
  hear: (chunk: Buffer) => void | Promise<void>,
): Promise<void> {
  const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: BARE_ENVIRONMENT,
    windowsHide: true,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-TAIL_CHARACTERS)
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => reject(new Error(`ffmpeg could not be started: ${cause.message}`, { cause })))
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`ffmpeg ended with ${signal ?? `code ${code}`}. It said: ${said.trim() || 'nothing'}`))
    })
  })
  ended.catch(() => {}) // Met below, after its output.
  try {
    // Node types these chunks as any; without an encoding they are buffers.
    for await (const chunk of child.stdout) await hear(chunk as Buffer)
  } catch (thrown) {
    child.kill('SIGKILL')
    throw thrown
  }
  await ended
}

/** 16 Mi: far above what any offer renders; a stream may hold larger pictures than its container says. */
const MAX_PIXELS = 16_777_216

/** Reads one MP4 or MOV file and nothing that it may point to. */
export function mp4Input(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-max_pixels', String(MAX_PIXELS), '-f', 'mov', '-i', `file:${path}`]
}
