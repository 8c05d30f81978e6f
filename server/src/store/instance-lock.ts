import { DatabaseSync } from 'node:sqlite'

/** Held until closed or until the process ends in any way, kill -9 included: the system drops its file locks then. */
export interface InstanceLock {
  release(): void
}

/** A server has the data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/** @throws FolderInUse at once when another server has the data folder open. */
export function lockFolder(folder: string, path: string): InstanceLock {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (thrown) {
    database.close()
    throw new FolderInUse(
      `Another Kinora server already uses the data folder ${folder}. Stop it, or choose another folder.`,
      {
        cause: thrown,
      },
    )
  }
  return { release: () => database.close() }
}
