import { existsSync } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Put } from '../spec/blobs.ts'
import { crashPoint } from '../spec/crash-point.ts'
import type { Clock } from '../spec/time.ts'
import { copyFile } from './copy-file.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'
import { isMissing } from './folder-blobs.ts'
import { MANIFEST, writeManifest } from './manifest.ts'
import type { BackupFile } from './manifest.ts'
import { namedFiles, openToRead } from './stored-files.ts'
import type { NamedFile } from './stored-files.ts'

export interface BackedUp {
  readonly files: number
  readonly bytes: number
  /** Rows whose file was missing or another before we came: the backup holds the rows without them. */
  readonly damaged: readonly string[]
  readonly rounds: number
}

const ROUNDS = 10
/** Without them the database would be of little use: the clients' key, and the one that opens webhook secrets. */
const KEYS = ['api-key', 'webhook-key']

/**
 * Rows first, then the files they name. A file that has gone meanwhile went after its row: the rows are taken again,
 * until they name only what is there. So a video is in the backup whole, or not at all.
 * @throws Error in one line when it cannot; what was begun is removed.
 */
export async function backupFolder(folder: string, target: string, now: Clock): Promise<BackedUp> {
  const source = join(folder, 'kinora.db')
  if (!existsSync(source)) throw new Error(`There is no Kinora database in ${folder}.`)
  await refuseFilled(target)
  await makeFolder(target)
  try {
    return await fill(folder, target, now)
  } catch (thrown) {
    for (const name of await readdir(target)) await rm(join(target, name), { recursive: true, force: true })
    throw thrown
  }
}

async function fill(folder: string, target: string, now: Clock): Promise<BackedUp> {
  const madeAt = new Date(now()).toISOString()
  const copied = new Map<string, Put>()
  let absent = new Set<string>()
  for (let rounds = 1; rounds <= ROUNDS; rounds += 1) {
    const named = await snapshot(join(folder, 'kinora.db'), join(target, 'kinora.db'))
    crashPoint('C29')
    const missing = await copyNamed(folder, target, named, copied)
    const gone = [...missing].filter((key) => !absent.has(key))
    absent = missing
    if (gone.length > 0) continue
    const damaged = named.filter((file) => !isCopy(copied.get(file.key), file)).map(({ key }) => key)
    const files = await settle(folder, target, named, copied)
    await writeManifest(target, { version: 1, madeAt, files, damaged })
    return { files: named.length - damaged.length, bytes: sum(files), damaged, rounds }
  }
  throw new Error(`Videos were deleted faster than they could be copied. Try again when less is going on.`)
}

/** A copy of the database as of now, without its free pages, also while a server writes. */
async function snapshot(source: string, target: string): Promise<NamedFile[]> {
  await rm(target, { force: true })
  const live = openToRead(source)
  try {
    live.prepare('vacuum into ?').run(target)
  } finally {
    live.close()
  }
  await using file = await open(target, 'r+')
  await file.sync()
  const taken = new DatabaseSync(target, { readOnly: true })
  try {
    return namedFiles(taken)
  } finally {
    taken.close()
  }
}

/** Copies what was not copied yet. Returns the keys of those that are not there. */
async function copyNamed(folder: string, target: string, named: readonly NamedFile[], copied: Map<string, Put>) {
  const missing = new Set<string>()
  for (const { key, bytes, sha256 } of named) {
    const before = copied.get(key)
    if (isCopy(before, { bytes, sha256 })) continue
    const to = join(target, 'blobs', key)
    await rm(to, { force: true })
    try {
      copied.set(key, await copyFile(join(folder, 'blobs', key), to))
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown
      missing.add(key)
      await rm(to, { force: true })
    }
  }
  return missing
}

const isCopy = (put: Put | undefined, { bytes, sha256 }: Put): boolean => put?.bytes === bytes && put.sha256 === sha256

/** Removes what an earlier round copied and no row names any more, adds the keys, and lists what is left. */
async function settle(folder: string, target: string, named: readonly NamedFile[], copied: Map<string, Put>) {
  const wanted = new Map(named.map((file) => [file.key, file]))
  const files: BackupFile[] = []
  const folders = new Set([target])
  for (const [key, put] of copied) {
    const path = join(target, 'blobs', key)
    const file = wanted.get(key)
    if (file && isCopy(put, file)) files.push({ path: `blobs/${key}`, ...put })
    else await rm(path, { force: true })
    folders.add(dirname(path))
  }
  for (const name of KEYS)
    if (existsSync(join(folder, name)))
      files.push({ path: name, ...(await copyFile(join(folder, name), join(target, name))) })
  // Read once more from the copy itself: what the manifest says is what lies there.
  const whole = join(target, 'kinora.db.whole')
  files.push({ path: 'kinora.db', ...(await copyFile(join(target, 'kinora.db'), whole)) })
  await rename(whole, join(target, 'kinora.db'))
  for (const path of folders) await syncFolder(path)
  return files
}

const sum = (files: readonly BackupFile[]): number => files.reduce((all, { bytes }) => all + bytes, 0)

async function refuseFilled(target: string): Promise<void> {
  const names: readonly string[] = await readdir(target).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw thrown
  })
  if (names.length === 0) return
  const what = names.includes(MANIFEST) ? 'holds a backup already' : 'is not empty'
  throw new Error(`${target} ${what}. Name a new folder.`)
}
