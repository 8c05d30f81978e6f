import { randomUUID } from 'node:crypto'
import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { crashPoint } from '../spec/crash-point.ts'
import { copyFile } from './copy-file.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'
import { isMissing } from './folder-blobs.ts'
import { readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import type { Clock } from '../spec/time.ts'
import { doubtUnfinished } from './doubt-unfinished.ts'

export interface Restored {
  readonly madeAt: string
  readonly files: number
  readonly bytes: number
  /** Videos that had not ended when the backup was made: the next start takes them up, as sent before where it must. */
  readonly unfinished: number
}

/**
 * Puts a backup where no data is. Built beside it and then named, so that a restore that was killed leaves no half.
 * `asIs`: nothing ran on after the backup, so a job that waits was surely not sent.
 * @throws Error in one line: the folder is not empty, or the backup is not whole. Nothing is overwritten.
 */
export async function restoreFolder(
  backup: string,
  folder: string,
  { now, asIs = false }: { readonly now: Clock; readonly asIs?: boolean },
): Promise<Restored> {
  await refuseFilled(folder)
  const manifest = await readManifest(backup)
  const building = join(dirname(folder), `.${basename(folder)}.${randomUUID()}.restoring`)
  try {
    await makeFolder(building)
    await copyAll(backup, building, manifest)
    crashPoint('C29')
    const unfinished = lookInto(join(building, 'kinora.db'))
    if (!asIs && unfinished.length > 0) await doubtUnfinished(building, unfinished, now)
    await rmdir(folder).catch((thrown: unknown) => {
      if (!isMissing(thrown)) throw thrown
    })
    await rename(building, folder)
    await syncFolder(dirname(folder))
    const bytes = manifest.files.reduce((all, file) => all + file.bytes, 0)
    return { madeAt: manifest.madeAt, files: manifest.files.length, bytes, unfinished: unfinished.length }
  } catch (thrown) {
    await rm(building, { recursive: true, force: true })
    throw thrown
  }
}

async function copyAll(backup: string, building: string, { files }: Manifest): Promise<void> {
  const folders = new Set([building])
  for (const { path, bytes, sha256 } of files) {
    const to = join(building, path)
    const copied = await copyFile(join(backup, path), to).catch((cause: unknown) => {
      throw isMissing(cause) ? new Error(`The backup is not whole: ${path} is missing.`, { cause }) : cause
    })
    if (copied.bytes !== bytes || copied.sha256 !== sha256)
      throw new Error(`The backup is not whole: ${path} is not what its manifest says.`)
    for (let at = dirname(to); at.length >= building.length; at = dirname(at)) folders.add(at)
  }
  for (const at of folders) await syncFolder(at)
}

/** The ids of the unfinished jobs. @throws Error when the database itself is broken. */
function lookInto(path: string): readonly string[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const said = database.prepare('pragma integrity_check(1)').get() as { integrity_check: string }
    if (said.integrity_check !== 'ok') throw new Error('The backup is not whole: its database is damaged.')
    const ends = `('completed', 'failed', 'cancelled')`
    const rows = database.prepare(`select id from job where state not in ${ends} order by created_at_ms, id`).all()
    return rows.map(({ id }) => String(id))
  } finally {
    database.close()
  }
}

async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw thrown
  })
  if (names.length > 0)
    throw new Error(
      `${folder} is not empty. A restore never overwrites: move it away, or set KINORA_DATA to a new one.`,
    )
}
