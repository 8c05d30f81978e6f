// Installing and finding the right Node. Built-ins only, for this runs before anything is installed, on any Node >= 20.9.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const say = (message) => console.error(`kinora: ${message}`)
export const die = (message) => {
  say(message)
  process.exit(1)
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`

/** Runs `work` unless the stamp at `stamp` says that it was last done for the same `want`. */
export function once(stamp, want, label, work) {
  if (read(stamp) === want) return
  const startedAt = Date.now()
  say(`${label} …`)
  work()
  writeFileSync(stamp, want)
  say(`${label}: done in ${seconds(startedAt)}`)
}

/** What a build writes itself must not count as its source, or every build would ask for the next. */
const WRITTEN = new Set(['node_modules', 'next-env.d.ts', 'tsconfig.tsbuildinfo'])

/** Digest of the bytes and names of files and folders, without dot files and what `WRITTEN` names. */
export function digest(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path)) return
    if (!statSync(path).isDirectory()) {
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
      return
    }
    for (const name of readdirSync(path).sort()) if (!WRITTEN.has(name) && !name.startsWith('.')) add(join(path, name))
  }
  for (const path of paths) add(join(root, path))
  return hash.digest('hex')
}

/** The Node to run the house with: the pinned one if it starts here (glibc, right CPU), else the one running this. */
export function findNode() {
  const windows = process.platform === 'win32'
  const pinned = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node')
  if (!existsSync(pinned)) return process.execPath
  if (spawnSync(pinned, ['-v'], { shell: windows }).status === 0) return pinned
  // npm puts .bin first on PATH: a Node that cannot start would break every later `npm start`.
  rmSync(pinned, { force: true })
  say(`the pinned Node does not start on this system; going on with ${process.version}`)
  return process.execPath
}

/** npm run by the pinned Node: under an older one it silently skips packages that need a newer. */
function npm(folder, args) {
  const cli = process.env.npm_execpath
  const byNode = cli && /\.c?js$/.test(cli)
  const [file, list] = byNode ? [findNode(), [cli, ...args]] : ['npm', args]
  const { status } = spawnSync(file, list, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: !byNode && process.platform === 'win32',
  })
  return status ?? 1
}

/** Installs a folder's lock file unless that was done before. Development packages too: the studio is built here. */
export function installed(folder, label) {
  const lock = read(join(root, folder, 'package-lock.json'))
  const want = createHash('sha256').update(`${lock}\0${process.platform}\0${process.arch}`).digest('hex')
  once(join(root, folder, 'node_modules', '.kinora-install'), want, `installing ${label}`, () => {
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
    if (npm(join(root, folder), args) !== 0)
      die(`could not install ${label}. Is the npm registry reachable? Try: npm ping`)
  })
}

/** Runs a program of the house by `node` and gives its exit code. */
export function run(args, env = {}) {
  const { status } = spawnSync(findNode(), args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  return status ?? 1
}

/** Builds the studio unless its sources are those of the last build. */
export function built() {
  const want = digest(['studio', 'server/src/spec', 'package-lock.json', 'tsconfig.base.json'])
  once(join(root, 'studio', '.next', '.kinora-build'), want, 'building the studio', () => {
    rmSync(join(root, 'studio', '.next', '.kinora-build'), { force: true })
    const { status } = spawnSync(findNode(), ['node_modules/next/dist/bin/next', 'build', 'studio'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (status !== 0) die('the studio could not be built (see above)')
  })
}
