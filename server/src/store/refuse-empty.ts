import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A database that is gone is never begun anew over videos that are still there: the sweep would take them for leftovers.
 * @throws Error in one line.
 */
export function refuseEmpty(folder: string, database: string): void {
  const known = statSync(database, { throwIfNoEntry: false })
  if (known && known.size > 0) return
  const media = join(folder, 'blobs')
  const there = statSync(media, { throwIfNoEntry: false }) && readdirSync(media, { recursive: true }).length > 0
  if (there) {
    throw new Error(
      `${database} is ${known ? 'empty' : 'missing'}, but ${media} holds files. Put the database back or restore a backup; ` +
        'to begin anew, move the whole data folder away.',
    )
  }
}
