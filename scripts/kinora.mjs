// The one entry behind npm start, npm run dev, npm test and npm run check: installs, builds, hands over.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { built, die, findNode, installed, root, run, say } from './install.mjs'
import { runSteps } from './steps.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 9)) die(`Kinora needs Node 20.9 or newer; this is ${process.version}`)
process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

/** Runs a TypeScript file as this process if this is already the right Node, else as a child that gets our signals. */
async function become(file, env) {
  Object.assign(process.env, env)
  const node = findNode()
  const version = spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' }).stdout?.trim()
  if (spawnSync(node, ['-p', 'Boolean(process.features.typescript)'], { encoding: 'utf8' }).stdout?.trim() !== 'true')
    die(`Kinora runs on Node 22.18 or newer on this system; ${version} cannot read its sources. Install Node 24.`)
  if (version === process.version) {
    await import(pathToFileURL(join(root, file)).href)
    return
  }
  const child = spawn(node, [file], { stdio: 'inherit' })
  // Ctrl-C reaches the child by itself; a signal sent to us alone must be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

const VERBS = {
  start: async () => {
    installed('.', 'packages')
    built()
    await become('start.ts', { NODE_ENV: 'production' })
  },
  dev: async () => {
    installed('.', 'packages')
    await become('start.ts', { NODE_ENV: 'development' })
  },
  check: () => {
    installed('.', 'packages')
    process.exit(runSteps(['format', 'lint', 'types', 'unit']))
  },
  test: () => {
    installed('.', 'packages')
    process.exit(
      runSteps([
        'format',
        'lint',
        'types',
        'unit',
        'house',
        'browser',
        'fresh',
        ...(process.env.CI ? ['torture'] : []),
      ]),
    )
  },
  torture: () => {
    installed('.', 'packages')
    process.exit(run(['test/torture/main.ts', ...process.argv.slice(3)]))
  },
  promises: () => {
    installed('.', 'packages')
    process.exit(runSteps(['promises']))
  },
  bench: () => {
    installed('.', 'packages')
    process.exit(run(['bench/main.ts']))
  },
}

/** What is done beside the server: each is the file of its name in server/src/commands. */
for (const name of ['keys', 'people', 'budgets', 'charges', 'backup', 'restore', 'verify', 'doctor'])
  VERBS[name] = () => {
    installed('.', 'packages')
    process.exit(run([`server/src/commands/${name}.ts`, ...process.argv.slice(3)]))
  }

const verb = process.argv[2] ?? 'start'
if (!Object.hasOwn(VERBS, verb)) die(`there is no '${verb}'. Use one of: ${Object.keys(VERBS).join(', ')}`)
await VERBS[verb]()
if (verb === 'dev') say('development: the studio is compiled as you open it')
