import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export interface Source {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
}

/** One room: the rooms it may know, and the outside packages that are its business alone. */
interface Room {
  readonly at: string
  readonly knows: readonly string[]
  readonly packages: readonly string[]
}

/** The house (product.md section 2). The first room whose folder holds a file is the file's room. */
const ROOMS: readonly Room[] = [
  { at: 'server/src/spec/testing', knows: ['server/src/spec'], packages: ['node:'] },
  { at: 'server/src/spec', knows: [], packages: [] },
  {
    at: 'server/src/media',
    knows: ['server/src/spec'],
    packages: [
      'node:',
      'sharp',
      'mediabunny',
      '@tensorflow/',
      '@ffmpeg-installer/ffmpeg',
      '@napi-rs/canvas',
      'undici',
      'ipaddr.js',
    ],
  },
  {
    at: 'server/src/engines',
    knows: ['server/src/spec', 'server/src/media'],
    packages: ['node:', '@napi-rs/canvas', 'zod', '@fontsource/'],
  },
  { at: 'server/src/store', knows: ['server/src/spec'], packages: ['node:', 'kysely'] },
  { at: 'server/src/jobs', knows: ['server/src/spec'], packages: ['node:', 'standardwebhooks'] },
  {
    at: 'server/src/api',
    knows: ['server/src/spec', 'server/src/jobs'],
    packages: ['node:', 'hono', '@hono/node-server', 'zod', 'busboy', 'client-zip'],
  },
  { at: 'server/src', knows: ['server/src'], packages: ['node:', 'zod', 'pino', 'prom-client', '@opentelemetry/'] },
  {
    at: 'studio/app',
    knows: ['studio'],
    packages: ['react', 'next', 'kinora/spec/', '@fontsource', 'lucide-react', '@tanstack/'],
  },
  {
    at: 'studio',
    knows: ['studio'],
    packages: ['react', 'react-dom', '@tanstack/', 'react-dropzone', 'lucide-react', 'kinora/spec/'],
  },
  { at: '', knows: ['server/src', 'studio'], packages: ['node:', 'kinora/'] },
]

/** The files at the studio's root: how Next is set up and opened. */
const STUDIO_ROOT: Room = { at: 'studio', knows: ['studio'], packages: ['node:', 'next'] }

function roomOf(path: string): Room | undefined {
  if (/^studio\/[^/]+$/.test(path)) return STUDIO_ROOT
  return ROOMS.find(({ at }) => at === '' || path.startsWith(`${at}/`))
}

/** Files that may do what their room may not, each for a reason. */
const READS_ENVIRONMENT = new Set(['server/src/config.ts', 'studio/config.ts'])

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')` and `require('x')`; not a sentence with "from". */
const IMPORT =
  /(?:^[ \t]*(?:import|export)\b[^;'"`]*?\bfrom\s*|^[ \t]*import\s*|\bimport\s*\(\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/gm
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || /\/testing\//.test(path)

export function readSources(): Source[] {
  const found: Source[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (/\.(?:tsx?|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        found.push({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') })
    }
  }
  for (const folder of ['server/src', 'studio', 'test', 'bench', 'scripts']) walk(join(root, folder))
  found.push({ path: 'start.ts', text: readFileSync(join(root, 'start.ts'), 'utf8') })
  return found
}

/** Every broken rule, one sentence each. Tests of a room may use anything they need to drive it. */
export function violations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    if (isTest(source.path) || /^(?:test|bench|scripts)\//.test(source.path)) return []
    const reads =
      /\bprocess\.env\b/.test(source.text) && !READS_ENVIRONMENT.has(source.path) && source.path !== 'start.ts'
    return [...(reads ? [`${source.path} reads the environment`] : []), ...wrongImports(source)]
  })
}

function wrongImports({ path, text }: Source): string[] {
  const room = roomOf(path)
  if (!room) return []
  const targets = [...text.matchAll(IMPORT)].map((match) => match[2] ?? '')
  return targets.filter((target) => !allowed(room, path, target)).map((target) => `${path} may not import ${target}`)
}

function allowed(room: Room, path: string, target: string): boolean {
  if (!target.startsWith('.')) return knowsPackage(room, target)
  const home = roomOf(posix.normalize(posix.join(posix.dirname(path), target)))?.at ?? ''
  return home === room.at || room.knows.some((known) => home === known || knowsAllOf(room, known, home))
}

/** `main.ts` and `start.ts` know every room below a folder; a room knows only rooms by name. */
function knowsAllOf(room: Room, known: string, home: string): boolean {
  return (room.at === '' || room.at === known) && home.startsWith(`${known}/`)
}

function knowsPackage(room: Room, target: string): boolean {
  // What everyone may know of the database is that the store has one.
  if (target === 'node:sqlite') return room.at === 'server/src/store'
  return room.packages.some((known) => target === known || target.startsWith(/[/:]$/.test(known) ? known : `${known}/`))
}
