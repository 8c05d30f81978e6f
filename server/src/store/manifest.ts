import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Put } from '../spec/blobs.ts'
import { syncFolder } from './durable-folder.ts'
import { isMissing } from './folder-blobs.ts'

export const MANIFEST = 'manifest.json'

/** One file of a backup. */
export interface BackupFile extends Put {
  /** Below the backup's folder, with `/`. */
  readonly path: string
}

/** What a backup holds. Written last: a folder without one is no backup. */
export interface Manifest {
  readonly version: 1
  /** When it was begun, UTC: everything acknowledged before is in it. */
  readonly madeAt: string
  readonly files: readonly BackupFile[]
  /** Keys of files that were damaged before they were backed up. */
  readonly damaged: readonly string[]
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await using file = await open(join(folder, MANIFEST), 'wx', 0o600)
  await file.writeFile(`${JSON.stringify(manifest, null, 1)}\n`)
  await file.sync()
  await syncFolder(folder)
}

/** Plain names only: a manifest from elsewhere must not name a place outside. */
const PATH = /^(?:kinora\.db|api-key|webhook-key|blobs(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127})+)$/

/** @throws Error in one line when there is none or it is none of ours. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((thrown: unknown) => {
    if (isMissing(thrown)) throw new Error(`${folder} is no backup: it has no ${MANIFEST}.`)
    throw thrown
  })
  const read = parse(text)
  if (!isManifest(read)) throw new Error(`The ${MANIFEST} in ${folder} is not one this Kinora wrote.`)
  return read
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false
  const { version, madeAt, files, damaged } = value as Partial<Record<keyof Manifest, unknown>>
  const listed = Array.isArray(files) && files.every(isFile) && files.some(({ path }) => path === 'kinora.db')
  return version === 1 && typeof madeAt === 'string' && Array.isArray(damaged) && listed
}

function isFile(value: unknown): value is BackupFile {
  if (typeof value !== 'object' || value === null) return false
  const { path, bytes, sha256 } = value as Partial<Record<keyof BackupFile, unknown>>
  return (
    typeof path === 'string' && PATH.test(path) && Number.isSafeInteger(bytes) && /^[0-9a-f]{64}$/.test(String(sha256))
  )
}
