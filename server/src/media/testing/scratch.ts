import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** A folder of its own for one test file, removed after its tests. Gives the path of a file in it. */
export function openScratch(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'kinora-media-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}
