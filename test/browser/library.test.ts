import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { SCREENS, shoot } from '../kit/browser.ts'
import { until } from '../kit/server.ts'
import { noViolations } from '../kit/axe.ts'
import { everywhere, openHouse, type House } from './open-house.ts'

let house: House
before(async () => {
  house = await openHouse('browser-library')
})
after(() => house.close())

interface Listed {
  readonly id: string
  readonly status: string
  readonly prompt: string
  readonly retry_of: string | null
}
const list = async () => (await house.ask<{ data: Listed[] }>('GET', '/v1/videos?limit=100')).data
const tile = (page: Page, prompt: string) => page.locator('li', { has: page.getByRole('link', { name: prompt }) })
const link = (page: Page, prompt: string) => page.locator('[data-tile]').and(page.getByRole('link', { name: prompt }))

/** A video by the built-in engine. */
async function draw(prompt: string, size: string): Promise<void> {
  const wish = { model: 'kinora-animatic', prompt, seconds: 1, size }
  const { id } = await house.ask<{ id: string }>('POST', '/v1/videos', wish)
  await until('the video', 60, async () =>
    (await house.ask<Listed>('GET', `/v1/videos/${id}`)).status === 'completed' ? id : undefined,
  )
}

test('a first visit says that nothing is here yet, and where to begin', async () => {
  await everywhere(house, '/library', 'library-empty', (page) => page.getByText('Nothing here yet').waitFor())
})

test('ready and failed videos stand in their true shapes, with what happened and what it cost', async () => {
  await draw('Two friends on a beach at sunset', '512x288')
  await draw('A neon city at night in the rain', '288x512')
  await draw('The mountains at dawn, first snow', '512x512')
  await house.film('A bridge that never comes [fault:U40]')
  await everywhere(house, '/library', 'library', async (page) => {
    await page.getByText('Nothing was charged.').waitFor()
    await page.waitForFunction("[...document.querySelectorAll('li img')].every((one) => one.complete)")
  })
  const page = await house.open('/library')
  for (const [prompt, shape] of [
    ['Two friends on a beach', 512 / 288],
    ['A neon city', 288 / 512],
  ] as const) {
    const box = await tile(page, prompt).boundingBox()
    assert.ok(Math.abs((box?.width ?? 0) / (box?.height ?? 1) / shape - 1) < 0.02, prompt)
  }
  const failed = tile(page, 'A bridge that never comes')
  const [video] = await list()
  assert.equal(await failed.getByRole('link', { name: 'Edit' }).getAttribute('href'), `/create?from=${video?.id}`)
  assert.equal(await failed.getByRole('button', { name: 'Retry' }).count(), 0, 'as it is it would be refused again')
  await page.context().close()
})

test('moving across a video looks through it, and so do , and . on the keyboard', async () => {
  const page = await house.open('/library')
  const beach = tile(page, 'Two friends on a beach')
  await beach.waitFor()
  const box = await beach.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2)
  assert.equal(await beach.locator('[data-still]').getAttribute('data-still'), '1')
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2)
  assert.equal(await beach.locator('[data-still]').getAttribute('data-still'), '14')
  await page.waitForLoadState('networkidle')
  await shoot(page, 'library-scrub-desktop-dark')
  await page.mouse.move(2, 400)
  assert.equal(await beach.locator('[data-still]').count(), 0)
  await link(page, 'Two friends on a beach').focus()
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  assert.equal(await beach.locator('[data-still]').getAttribute('data-still'), '1')
  await page.context().close()
})

test('by keyboard alone: walk, choose several, get them as one zip', async () => {
  const page = await house.open('/library')
  await link(page, 'The mountains at dawn').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+Space')
  await page.getByText('3 selected').waitFor()
  await shoot(page, 'library-selected-desktop-dark')
  await noViolations(page, 'selected')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download 3 as zip' }).click()
  const zip = readFileSync(await (await download).path())
  // Three entries, says the end of the central directory.
  assert.deepEqual([zip.toString('latin1', 0, 2), zip.readUInt16LE(zip.length - 22 + 10)], ['PK', 3])
  await page.keyboard.press('Escape')
  assert.equal(await page.getByText('3 selected').count(), 0)
  await page.context().close()
})

test('words, state and address go together; what matches nothing says so', async () => {
  const page = await house.open('/library')
  await link(page, 'A neon city').waitFor() // by then the page listens
  await page.keyboard.press('/')
  await page.keyboard.type('NEON rain')
  await page.waitForURL('**/library?q=NEON+rain')
  await until('the search', 10, async () => (await page.locator('[data-tile]').count()) === 1 || undefined)
  await page.reload()
  await link(page, 'A neon city').waitFor()
  assert.equal(await page.getByRole('searchbox').inputValue(), 'NEON rain')
  await page.getByRole('radio', { name: /Needs attention/ }).check({ force: true })
  await page.getByText('No videos match').first().waitFor()
  await shoot(page, 'library-no-match-desktop-dark')
  await noViolations(page, 'no match')
  await page.goBack()
  await link(page, 'A neon city').waitFor()
  await page.getByRole('radio', { name: /Needs attention/ }).check({ force: true })
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await link(page, 'The mountains at dawn').waitFor()
  assert.equal(new URL(page.url()).search, '')
  await page.getByRole('combobox', { name: 'Engine' }).selectOption('hosted')
  await link(page, 'A bridge that never comes').first().waitFor()
  await link(page, 'The mountains at dawn').waitFor({ state: 'detached' })
  await page.context().close()
})

test('a render moves in its tile by itself, and is cancelled there', async () => {
  const page = await house.open('/library')
  const wish = { model: 'kinora-animatic', prompt: 'A long walk in the desert', seconds: 20, size: '1024x1808' }
  await house.ask('POST', '/v1/videos', wish)
  const walk = tile(page, 'A long walk')
  const ring = walk.getByRole('progressbar')
  await ring.waitFor()
  await until('progress', 30, async () => Number(await ring.getAttribute('aria-valuenow')) >= 2 || undefined)
  await shoot(page, 'library-rendering-desktop-dark')
  await noViolations(page, 'rendering')
  await walk.getByRole('button', { name: 'Cancel' }).click()
  await walk.getByText('Cancel? It has cost nothing.').waitFor()
  await walk.getByRole('button', { name: 'Cancel it' }).click()
  await walk.getByText('This video was cancelled.').waitFor()
  await walk.getByRole('button', { name: 'Retry' }).click()
  const again = await until('the retry', 10, async () => (await list()).find((video) => video.retry_of !== null))
  await page.getByRole('progressbar').waitFor()
  await house.ask('DELETE', `/v1/videos/${again.id}`)
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  await page.context().close()
})

test('a deletion can be taken back, and is only sent when the page is left', async () => {
  const page = await house.open('/library', SCREENS.phone)
  const walk = link(page, 'A long walk')
  const remove = async () => {
    await tile(page, 'A long walk')
      .getByRole('button', { name: /^More for/ })
      .click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('Video deleted.').waitFor()
  }
  await walk.waitFor()
  await remove()
  assert.equal(await walk.count(), 0)
  await shoot(page, 'library-undo-phone-dark')
  await noViolations(page, 'undo')
  await page.getByRole('button', { name: 'Undo' }).click()
  await walk.waitFor()
  await remove()
  assert.ok((await list()).some(({ prompt }) => prompt.startsWith('A long walk')))
  await page.goto('about:blank')
  await until(
    'the deletion',
    10,
    async () => (await list()).every(({ prompt }) => !prompt.startsWith('A long walk')) || undefined,
  )
  await page.context().close()
})
