import { readConfig } from '../config.ts'
import { openBeside } from '../store/open-beside.ts'
import type { OpenBeside } from '../store/open-beside.ts'
import { WrongUse, command } from './command.ts'

/** A whole command on the configured data folder, whether or not a server has it: prints what `work` gives. */
export async function besideServer(work: (beside: OpenBeside) => Promise<string>): Promise<void> {
  await command(async () => {
    const beside = await openBeside({ folder: readConfig().dataFolder, now: Date.now })
    try {
      return { text: await work(beside), ok: true }
    } finally {
      await beside.close()
    }
  })
}

/** Reads words; what is wrong with them is said above how it is used. */
export function read<T>(usage: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw new WrongUse(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`)
  }
}

/** Rows in columns, the first being the heads. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${rows.map(line).join('\n')}\n`
}
