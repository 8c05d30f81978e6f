import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds once nothing moves any more: colours on their way are nobody's final contrast. */
export async function inspectPage(page: Page) {
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => undefined)))`)
  return new AxeBuilder({ page }).analyze()
}

export async function noViolations(page: Page, what: string): Promise<void> {
  const { violations } = await inspectPage(page)
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html ?? ''}`),
    [],
  )
}

/** And nothing of it stands beyond the side of the screen. */
export async function cleanAndInside(page: Page, what: string): Promise<void> {
  await noViolations(page, what)
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(overflow <= 0, `${what}: ${overflow} px too wide`)
}
