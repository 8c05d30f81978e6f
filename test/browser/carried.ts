import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const requireCarried = createRequire(join(here, 'chromium', 'package.json'))

interface Launchable {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  readonly from: string
}

/** `@sparticuz/chromium` holds a headless Chromium for this system, and it is not installed yet. */
export function canBeCarried(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && packageFolder() === undefined
}

function packageFolder(): string | undefined {
  try {
    return dirname(dirname(requireCarried.resolve('@sparticuz/chromium')))
  } catch {
    return undefined
  }
}

/** Unpacks the carried Chromium once and finds the environment in which it starts. */
export async function openCarried(
  works: (path: string, env: Readonly<Record<string, string>>) => Promise<boolean>,
): Promise<Launchable | undefined> {
  const folder = packageFolder()
  if (folder === undefined) return undefined
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const home = join(here, '..', '..', '.cache', 'chromium', version)
  if (!existsSync(join(home, 'chromium'))) await unpack(folder, home)
  writeFontList(home)
  const fonts = { FONTCONFIG_PATH: join(home, 'fonts') }
  const libraries = [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter)
  // The system's own libraries first; the package's only where the system lacks them.
  for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: libraries }])
    if (await works(join(home, 'chromium'), env))
      return { path: join(home, 'chromium'), env, from: `@sparticuz/chromium ${version}` }
  console.error('  the carried Chromium does not start on this system')
  return undefined
}

async function unpack(folder: string, home: string): Promise<void> {
  console.error('  unpacking the Chromium that an npm package carries …')
  mkdirSync(dirname(home), { recursive: true })
  const staging = mkdtempSync(join(dirname(home), 'unpack-'))
  const before = process.env['TMPDIR']
  // The package unpacks into the shared temp folder; a private one cannot be planted by another user.
  process.env['TMPDIR'] = staging
  try {
    const carried = (await import(pathToFileURL(requireCarried.resolve('@sparticuz/chromium')).href)) as {
      inflate(file: string): Promise<string>
    }
    for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'])
      await carried.inflate(join(folder, 'bin', name))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  try {
    renameSync(staging, home)
  } catch {
    rmSync(staging, { recursive: true, force: true }) // another run was first
  }
}

/** Written every time: a copied cache would name the old folder, and text without any font has no height. */
function writeFontList(home: string): void {
  const folders = ['/usr/share/fonts', join(home, 'fonts')].map((path) => `<dir>${path}</dir>`).join('')
  writeFileSync(
    join(home, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${join(home, 'fonts-cache')}</cachedir></fontconfig>`,
  )
}
