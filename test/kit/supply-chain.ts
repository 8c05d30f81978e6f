import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One entry of a `package-lock.json` (lockfileVersion 3). */
interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly license?: string
}
export interface Lock {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, Locked>>
}

export const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'))

const isPackage = ([path, { link }]: readonly [string, Locked]): boolean => path.includes('node_modules/') && !link

export const packagesOf = (lock: Lock): (readonly [path: string, Locked])[] =>
  Object.entries(lock.packages).filter(isPackage)

/**
 * What would let npm install bytes that nobody looked at. Without `resolved` npm asks the registry that the machine is
 * set to; a digest is then all that tells the right bytes.
 */
export function integrityFaults(lock: Lock): string[] {
  const found = lock.lockfileVersion === 3 ? [] : [`lockfileVersion ${lock.lockfileVersion}`]
  for (const [path, { integrity, resolved, version }] of packagesOf(lock)) {
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')) found.push(`${path} has no SHA-512 digest`)
    if (resolved !== undefined) found.push(`${path} comes from ${resolved}`)
    if (!/^\d+\.\d+\.\d+/.test(version ?? '')) found.push(`${path} has no exact version`)
  }
  return found
}

/** Ranges in a `package.json`: whoever installs next month gets something else. */
export function rangeFaults(manifest: unknown): string[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides']
  const wanted = kinds.flatMap((kind) =>
    Object.entries((manifest as Record<string, Record<string, string>>)[kind] ?? {}),
  )
  return wanted
    .filter(([, range]) => !/^(?:npm:(?:@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+$/.test(range))
    .map(([name, range]) => `${name} is wanted as ${range}`)
}

/** May be used, changed and passed on inside an Apache-2.0 product; the last two lines only as what they are, unchanged. */
const LICENCES = new Set(
  [
    'MIT ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 Unlicense CC-BY-4.0 OFL-1.1',
    'MPL-2.0', // file by file: only a changed file of theirs would have to be shown
    'LGPL-3.0-or-later', // libvips, a shared library that anyone may replace
  ]
    .join(' ')
    .split(' '),
)
/** Programs of their own, started and never linked (NOTICE). */
const PROGRAMS = /^node_modules\/@ffmpeg-installer\//

export function licenceFaults(lock: Lock, installed: (path: string) => unknown): string[] {
  return packagesOf(lock)
    .filter(([path]) => !PROGRAMS.test(path))
    .flatMap(([path, { license }]) => {
      const named = license ?? oldLicence(installed(path))
      const all = named.split(/ AND |[()]/).filter((one) => one !== '')
      return all.length > 0 && all.every((one) => LICENCES.has(one)) ? [] : [`${path} is under '${named}'`]
    })
}

/** npm's spelling before 2014: `licenses: [{ type }]`. */
function oldLicence(manifest: unknown): string {
  const { licenses } = (manifest ?? {}) as { licenses?: readonly { readonly type: string }[] }
  return licenses?.map(({ type }) => type).join(' AND ') ?? ''
}

/** Is `version` at least `floor`? Numbers only: a pre-release of the floor is below it. */
export function reaches(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(/[.-]/).map(Number))
  for (const [i, number] of (want ?? []).entries()) {
    const mine = have?.[i] ?? 0
    if (mine !== number) return mine > number
  }
  return !version.includes('-')
}
