import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reads } from '../spec/store.ts'
import type { Clock } from '../spec/time.ts'
import { isMissing } from './folder-blobs.ts'

/** Younger leftovers may belong to something that is still going on. */
const STALE_MS = 3_600_000

/** Removes what a crash left behind: half-written files, and folders of jobs that no longer or never existed. */
export async function sweepVideos(videos: string, reads: Reads, now: Clock): Promise<void> {
  const stale = async (path: string) => {
    const { mtimeMs } = await stat(path)
    return now() - mtimeMs > STALE_MS
  }
  for (const jobId of await entries(videos)) {
    const folder = join(videos, jobId)
    if (!(await reads.job(jobId))) {
      if (await stale(folder)) await rm(folder, { recursive: true, force: true })
      continue
    }
    for (const name of await entries(folder)) {
      const path = join(folder, name)
      if (name.startsWith('.') && (await stale(path))) await rm(path, { force: true })
    }
  }
}

async function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw thrown
  })
}
