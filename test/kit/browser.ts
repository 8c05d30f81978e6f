import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Browser as Found } from '../browser/find.ts'
import { root } from './server.ts'

/** Screenshots of every screen and state land here, for people to look at. */
const SHOTS = join(root, 'artifacts', 'screens')

/** The Chromium that `test/browser/find.ts` found. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  const asked = process.env['KINORA_BROWSER']
  if (!asked) throw new Error('Run the browser tests through npm test, which finds a browser.')
  const { file } = JSON.parse(asked) as { file: string }
  const found = JSON.parse(readFileSync(file, 'utf8')) as Found
  return chromium.launch({
    executablePath: found.path,
    args: [...found.args, ...more],
    env: { ...process.env, ...found.env },
  })
}

export const SCREENS = {
  desktop: { viewport: { width: 1440, height: 960 } },
  laptop: { viewport: { width: 1280, height: 720 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>

export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: join(SHOTS, `${name}.png`) })
}
