import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { root } from './server.ts'

/** A command of `server/src/commands`, as a process of its own. */
export function runCommand(
  name: string,
  words: readonly string[],
  env: Record<string, string>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { npm_lifecycle_event: _, ...inherited } = process.env
  const file = join(root, 'server/src/commands', `${name}.ts`)
  return new Promise((resolve) => {
    const options = { env: { ...inherited, ...env } }
    const child = execFile(process.execPath, [file, ...words], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}
