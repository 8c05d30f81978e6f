// What `npm test` and `npm run check` are made of. Every step runs even if one before it failed; the end names them all.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { built, installed, root, run, say } from './install.mjs'

const bin = (...path) => join('node_modules', ...path)
const test = (globs, env) => run(['--test', '--test-reporter=spec', '--test-timeout=600000', ...globs], env)

const STEPS = {
  format: () => run([bin('oxfmt', 'bin', 'oxfmt'), '--check', '.']),
  lint: () => run([bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings']),
  types: () => {
    // Next writes the route types that the studio's check reads.
    built()
    return run([bin('typescript', 'bin', 'tsc'), '-p', '.']) || run([bin('typescript', 'bin', 'tsc'), '-p', 'studio'])
  },
  unit: () => test(['server/src/**/*.test.ts', 'studio/**/*.test.ts']),
  house: () => {
    built()
    return test(['test/*.test.ts', 'test/kit/*.test.ts', 'test/conformance/*.test.ts', 'test/promises/*.test.ts'])
  },
  browser: () => {
    built()
    return withBrowser((browser) =>
      test(['--test-concurrency=1', 'test/browser/*.test.ts', 'test/promises/p17-*.test.ts'], {
        KINORA_BROWSER: JSON.stringify(browser),
      }),
    )
  },
  torture: () => run(['test/torture/main.ts', '--seed', 'commit', '--minutes', '1.2', '--times', '1000']),
  promises: () => {
    built()
    return withBrowser((browser) => run(['test/promises/write-table.ts'], { KINORA_BROWSER: JSON.stringify(browser) }))
  },
  fresh: () => withBrowser((browser) => test(['test/fresh/*.test.ts'], { KINORA_BROWSER: JSON.stringify(browser) })),
}

/** Finds a Chromium through a child: Playwright was not installed yet when this file was loaded. */
function withBrowser(work) {
  const found = findBrowser()
  if (found) return work(found)
  banner(
    'NO BROWSER: the browser tests did NOT run.\nInstall one (Debian: apt-get install chromium) or set KINORA_CHROMIUM=/path/to/chrome.',
  )
  return process.env.CI ? 1 : 0
}

let known
function findBrowser() {
  if (known !== undefined) return known
  const file = join(root, '.cache', 'browser.json')
  const ask = () => run([join('test', 'browser', 'find.ts'), file])
  let status = ask()
  if (status === 3) {
    installed(join('test', 'browser', 'chromium'), 'a Chromium for the browser tests (70 MB)')
    status = ask()
  }
  known = status === 0 && existsSync(file) ? { file } : null
  return known
}

function banner(message) {
  const line = '='.repeat(78)
  console.error(`\n${line}\n${message}\n${line}\n`)
}

/** Runs the named steps and returns the exit code. */
export function runSteps(names) {
  const done = names.map((name) => {
    const startedAt = Date.now()
    say(`── ${name}`)
    const ok = STEPS[name]() === 0
    return { name, ok, seconds: (Date.now() - startedAt) / 1000 }
  })
  say('────────────')
  for (const { name, ok, seconds } of done)
    say(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(8)} ${seconds.toFixed(1)} s`)
  return done.every(({ ok }) => ok) ? 0 : 1
}
