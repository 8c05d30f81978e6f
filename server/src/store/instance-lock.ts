import { DatabaseSync } from 'node:sqlite'

/** Held until closed or until the process ends in any way, kill -9 included: the system drops its file locks then. */
export interface InstanceLock {
  release(): void
}

/** A server has the data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

const SQLITE_BUSY = 5

/** @throws FolderInUse at once when another server has the data folder open; Error when it cannot be written to. */
export function lockFolder(folder: string, path: string): InstanceLock {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('begin exclusive')
  } catch (cause) {
    database?.close()
    const busy = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY
    if (!busy) throw new Error(`The data folder ${folder} cannot be written to: ${messageOf(cause)}.`, { cause })
    throw new FolderInUse(
      `Another Kinora server already uses the data folder ${folder}. Stop it, or choose another folder.`,
      { cause },
    )
  }
  const open = database
  return { release: () => open.close() }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
