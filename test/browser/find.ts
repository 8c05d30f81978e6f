/**
 * Finds a Chromium for the browser tests and writes how to launch it to the file named in the first argument.
 * Order: KINORA_CHROMIUM, browsers on PATH and in their usual places, Playwright's cache, the one an npm package carries.
 * Exit code 3: none, but the carried one could be installed; 4: none.
 */
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { canBeCarried, openCarried } from './carried.ts'

export interface Browser {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  readonly from: string
  readonly args: readonly string[]
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The honest probe: start it the way the tests will, and read a page back. */
async function works(path: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      executablePath: path,
      args: ARGS,
      env: { ...process.env, ...env },
      timeout: 30_000,
    })
    try {
      const page = await browser.newPage()
      await page.setContent('<p>kinora</p>')
      return (await page.textContent('p')) === 'kinora'
    } finally {
      await browser.close()
    }
  } catch {
    return false
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function candidates(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  )
  const windows = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .flatMap((name) => process.env[name] ?? [])
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ])
  return [...onPath, ...mac, ...windows].filter(isExecutable)
}

async function find(): Promise<Omit<Browser, 'args'> | undefined> {
  const asked = process.env['KINORA_CHROMIUM']
  if (asked) return { path: asked, env: {}, from: 'KINORA_CHROMIUM' }
  for (const path of candidates()) {
    if (await works(path, {})) return { path, env: {}, from: path }
    console.error(`  ${path} does not start; trying the next one`)
  }
  const cached = chromium.executablePath()
  if (existsSync(cached) && (await works(cached, {}))) return { path: cached, env: {}, from: "Playwright's cache" }
  return openCarried(works)
}

const [, , output] = process.argv
if (output === undefined) throw new Error('name the file to write')
const found = await find()
if (found) {
  mkdirSync(dirname(output), { recursive: true })
  writeFileSync(output, JSON.stringify({ ...found, args: ARGS } satisfies Browser))
  console.error(`kinora: browser: ${found.from}`)
}
process.exit(found ? 0 : canBeCarried() ? 3 : 4)
