import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { noViolations } from '../kit/axe.ts'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { writeEngines } from '../kit/provider/hosted.ts'
import { Provider } from '../kit/provider/provider.ts'
import { removeFolder, startKinora, temporaryFolder, until, type Running } from '../kit/server.ts'

/** A server with a hosted engine that has prices, and a browser in front of it. */
export interface House {
  readonly kinora: Running
  readonly provider: Provider
  readonly browser: Browser
  /** JSON of the API, with the operator's key. */
  ask<T>(method: string, path: string, body?: object): Promise<T>
  /** A video of 1 s by the hosted engine, once it has ended. */
  film(prompt: string): Promise<string>
  /** A page in a browser of its own, on which nothing may go wrong unseen. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/** `seed` fills the data folder before the server opens it. */
export async function openHouse(
  name: string,
  env: Record<string, string> = {},
  seed?: (dataFolder: string) => Promise<void>,
): Promise<House> {
  const folder = temporaryFolder(name)
  const provider = await new Provider({}).open()
  mkdirSync(folder, { recursive: true })
  // `opaque`: what is lost on the way is for a person to decide.
  const file = writeEngines(folder, provider, { class: 'opaque', photos_kept: '30 days' })
  await seed?.(join(folder, 'data'))
  const kinora = await startKinora(join(folder, 'data'), { KINORA_ENGINES: file, ...env })
  const browser = await launchBrowser()
  const headers = { authorization: `Bearer ${kinora.key}`, 'content-type': 'application/json' }
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(kinora.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
    return (await answer.json()) as T
  }
  return {
    kinora,
    provider,
    browser,
    ask,
    async film(prompt) {
      const wish = { model: 'hosted-1', prompt, seconds: 1, size: '128x128' }
      const { id } = await ask<{ id: string }>('POST', '/v1/videos', wish)
      return until('the video', 30, async () => {
        const { status } = await ask<{ status: string }>('GET', `/v1/videos/${id}`)
        return status === 'completed' || status === 'failed' ? id : undefined
      })
    },
    async open(path, options = SCREENS.desktop) {
      const context = await browser.newContext({ colorScheme: 'dark', ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => assert.fail(error))
      await page.goto(kinora.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      return page
    },
    async close() {
      await browser.close()
      assert.equal(await kinora.stop(), 0, kinora.output())
      await provider.close()
      removeFolder(folder)
    },
  }
}

/** Both themes, wide and phone: clean, no sideways scroll, and a picture of each. `ready`: it shows what it is about. */
export async function everywhere(
  house: House,
  path: string,
  name: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<void> {
  for (const screen of ['desktop', 'phone'] as const) {
    const page = await house.open(path, SCREENS[screen])
    await ready(page)
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    assert.ok(overflow <= 0, `${name} ${screen}: ${overflow} px too wide`)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      // Colours change over 120 ms, and axe would measure them on their way.
      await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))')
      await noViolations(page, `${name} ${screen} ${colorScheme}`)
      await shoot(page, `${name}-${screen}-${colorScheme}`)
    }
    await page.context().close()
  }
}
