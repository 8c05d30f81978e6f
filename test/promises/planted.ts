import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A fault for a copy of the sources: with it, at least one test of the promise must fail. */
export interface Planted {
  readonly promise: `P${number}`
  /** The source that it changes, from the root. */
  readonly file: string
  /** Exact text that occurs once there. */
  readonly find: string
  readonly replace: string
  /** What the product would do wrong, in words. */
  readonly breaks: string
  /** Part of the title of the tests that must fail; any test of the promise when absent. */
  readonly test?: string
}

/** Every fault of `planted/pNN.ts`, each of which exports `PLANTED`. */
export async function allPlanted(): Promise<Planted[]> {
  const folder = join(import.meta.dirname, 'planted')
  const files = readdirSync(folder).filter((name) => /^p\d\d\.ts$/.test(name))
  const lists = files.sort().map(async (name) => {
    const { PLANTED } = (await import(pathToFileURL(join(folder, name)).href)) as { PLANTED: readonly Planted[] }
    return PLANTED
  })
  return (await Promise.all(lists)).flat()
}

export const timesIn = (text: string, find: string): number => text.split(find).length - 1
