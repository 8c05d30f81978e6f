import type { Page } from 'playwright-core'

/** Rendering 10 s at 1024x1808 takes about 20 s on two free cores; a busy machine may need much longer. */
const RENDER_MS = 300_000

export interface Playing {
  readonly width: number
  readonly height: number
  readonly seconds: number
}

/** What a newcomer does on the page: two sample people, generate. Resolves once the video plays. */
export async function makeVideoWithTwoClicks(page: Page): Promise<Playing> {
  await page.getByRole('button', { name: 'Use two sample people' }).click()
  await page.getByRole('button', { name: /^Generate/ }).click()
  return waitForPlaying(page)
}

/** Moving time, not an attribute: what a person calls playing. */
export async function waitForPlaying(page: Page): Promise<Playing> {
  await page.locator('video').waitFor({ timeout: RENDER_MS })
  await page.waitForFunction("document.querySelector('video').currentTime > 0.5", undefined, { timeout: 30_000 })
  // As text: the server's types know no DOM, and should not.
  return page.evaluate<Playing>(
    "(({ videoWidth: width, videoHeight: height, duration: seconds }) => ({ width, height, seconds }))(document.querySelector('video'))",
  )
}
