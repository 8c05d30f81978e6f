import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds once nothing moves any more: colours on their way are nobody's final contrast. */
export async function inspectPage(page: Page) {
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => undefined)))`)
  return new AxeBuilder({ page }).analyze()
}
