import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isLoopbackHost, type Config } from '../config.ts'
import { inWords } from '../commands/command.ts'
import { resolveFfmpeg } from '../media/ffmpeg.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** Below the first, videos can hardly be kept; below the second it is time to make room. */
const DISK_FAIL = 500_000_000
const DISK_WARN = 5_000_000_000
const CLOCK_MS = 200
const CLOCK_OFF_MS = 100
const FILE_CLOCK_OFF_MS = 5_000

export function checkNode(): Finding {
  const { version, features } = process
  if (features.typescript) return ok('node', version)
  return fail('node', `${version} cannot read our sources`, 'Install Node 24, or run through npm run kinora.')
}

export async function checkFfmpeg({ ffmpeg, searchPath }: Config): Promise<Finding> {
  try {
    const found = await resolveFfmpeg(ffmpeg, searchPath)
    return ok('ffmpeg', `${found.version} (${found.from}), with libx264 and aac`)
  } catch (thrown) {
    return fail('ffmpeg', 'none that can be used', thrown instanceof Error ? thrown.message : String(thrown))
  }
}

/** Rights and room of the data folder. */
export function checkFolder({ dataFolder }: Config): Finding[] {
  if (!existsSync(dataFolder)) return [ok('data folder', `${dataFolder} is not there yet; the first start makes it`)]
  return [checkRights(dataFolder), checkDisk(dataFolder)]
}

function checkRights(folder: string): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(
      'data folder',
      `${folder} may not be written`,
      'Give it to the user that runs Kinora: chown -R USER it.',
    )
  }
  const open = process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0
  if (open) return warn('data folder', `${folder} is open to other users`, `chmod 700 ${folder}`)
  return ok('data folder', folder)
}

function checkDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const seen = `${inWords(free)} free`
  if (free < DISK_FAIL) return fail('disk', seen, 'Make room, or move the data folder to a larger disk (KINORA_DATA).')
  if (free < DISK_WARN) return warn('disk', seen, 'Make room soon; KINORA_RETENTION deletes old videos by itself.')
  return ok('disk', seen)
}

/** Whether the wall clock goes as fast as time passes, and the file system agrees about what time it is. */
export async function checkClock({ dataFolder }: Config): Promise<Finding> {
  const [wall, passed] = [Date.now(), performance.now()]
  await pause(CLOCK_MS)
  const drift = Math.abs(Date.now() - wall - (performance.now() - passed))
  if (drift > CLOCK_OFF_MS)
    return warn('clock', `jumped by ${Math.round(drift)} ms while we looked`, 'Let a time service set it.')
  if (!existsSync(dataFolder)) return ok('clock', new Date().toISOString())
  const behind = Math.abs(fileTime(dataFolder) - Date.now())
  if (behind > FILE_CLOCK_OFF_MS)
    return warn('clock', `files are dated ${Math.round(behind / 1_000)} s off`, 'Set the clock of the file server.')
  return ok('clock', `${new Date().toISOString()}, files agree`)
}

function fileTime(folder: string): number {
  try {
    const probe = mkdtempSync(join(folder, '.doctor-'))
    const { mtimeMs } = statSync(probe)
    rmSync(probe, { recursive: true })
    return mtimeMs
  } catch {
    return Date.now() // the folder's rights are another line
  }
}

export function checkReach({ host, port, publicUrl, apiKey, dataFolder }: Config): Finding[] {
  const local = isLoopbackHost(host)
  const where = local
    ? ok('address', `${host}:${port}, this machine only`)
    : ok('address', `${host}:${port}, with a key`)
  const plain = !local && publicUrl?.protocol !== 'https:'
  const reach = plain
    ? warn('public URL', publicUrl ? publicUrl.href : 'none', 'Keys travel unencrypted: put a TLS proxy in front.')
    : ok('public URL', publicUrl?.href ?? 'none is needed')
  return [where, reach, ...['api-key', 'webhook-key'].flatMap((name) => checkKeyFile(dataFolder, name, apiKey))]
}

function checkKeyFile(folder: string, name: string, apiKey: string | undefined): Finding[] {
  const path = join(folder, name)
  if (name === 'api-key' && apiKey !== undefined) return [ok(name, 'from KINORA_API_KEY')]
  if (!existsSync(path)) return []
  const mode = statSync(path).mode & 0o777
  if (process.platform !== 'win32' && mode !== 0o600)
    return [fail(name, `mode ${mode.toString(8)}`, `chmod 600 ${path}; if others could read it, make a new one.`)]
  return [ok(name, 'mode 600')]
}
