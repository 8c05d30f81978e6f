import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../spec/time.ts'
import { isMissing } from './folder-blobs.ts'

/** Younger leftovers may belong to something that is still going on. */
const STALE_MS = 3_600_000

/** Removes what a crash left behind: half-written files, and folders whose row no longer or never existed. */
export async function sweepFolders(home: string, exists: (id: string) => Promise<boolean>, now: Clock): Promise<void> {
  const stale = async (path: string) => {
    const { mtimeMs } = await stat(path)
    return now() - mtimeMs > STALE_MS
  }
  for (const id of await entries(home)) {
    const folder = join(home, id)
    if (!(await exists(id))) {
      if (await stale(folder)) await rm(folder, { recursive: true, force: true })
      continue
    }
    for (const name of await entries(folder)) {
      const path = join(folder, name)
      if (name.startsWith('.') && (await stale(path))) await rm(path, { force: true })
    }
  }
}

/** The same one level further down: folders of photos in the folders of people. */
export async function sweepWithin(home: string, exists: (id: string) => Promise<boolean>, now: Clock): Promise<void> {
  for (const id of await entries(home)) await sweepFolders(join(home, id), exists, now)
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw thrown
  })
}
