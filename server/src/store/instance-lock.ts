import { DatabaseSync } from 'node:sqlite'

/** Held until closed or until the process ends in any way, kill -9 included: the system drops its file locks then. */
export interface InstanceLock {
  release(): void
}

/** @throws Error at once when another server has the data folder open. */
export function lockFolder(folder: string, path: string): InstanceLock {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (thrown) {
    database.close()
    throw new Error(
      `Another Kinora server already uses the data folder ${folder}. Stop it, or choose another folder.`,
      {
        cause: thrown,
      },
    )
  }
  return { release: () => database.close() }
}
