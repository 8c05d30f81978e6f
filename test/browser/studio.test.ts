import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inspectPage } from '../kit/axe.ts'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { removeFolder, root, startKinora, temporaryFolder, type Running } from '../kit/server.ts'
import { makeVideoWithTwoClicks, waitForPlaying } from './two-clicks.ts'

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('browser')
let kinora: Running
let browser: Browser
before(async () => {
  kinora = await startKinora(join(folder, 'data'))
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  assert.equal(await kinora.stop(), 0, kinora.output())
  removeFolder(folder)
})

/** A page in a browser of its own, on which nothing may go wrong unseen. */
async function open(options: BrowserContextOptions, path = '/create'): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'dark', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(kinora.url + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function choosePhotos(page: Page): Promise<void> {
  const files = page.locator('input[type=file]')
  await files.nth(0).setInputFiles(join(people, 'hopper.jpg'))
  await files.nth(1).setInputFiles(join(people, 'collins.png'))
  await page.getByRole('checkbox').check()
}

async function noViolations(page: Page, what: string): Promise<void> {
  const { violations } = await inspectPage(page)
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.html ?? ''}`),
    [],
  )
}

const choose = (page: Page, label: string) => page.getByRole('radio', { name: label }).locator('..').click()

test('from two photos to a playing video, and a reload in the middle changes nothing', async () => {
  const page = await open(SCREENS.desktop)
  await shoot(page, 'create-empty-desktop-dark')
  await choosePhotos(page)
  await page.getByRole('textbox', { name: 'Describe the video' }).fill('Two pioneers in the snowy mountains at dawn')
  await choose(page, '4 s')
  await shoot(page, 'create-filled-desktop-dark')
  await noViolations(page, 'filled form')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByRole('progressbar').first().waitFor()
  await shoot(page, 'rendering-desktop-dark')
  await noViolations(page, 'rendering')

  await page.reload()
  const playing = await waitForPlaying(page)
  assert.ok(Math.abs(playing.seconds - 4) < 0.1, `${playing.seconds} s`)
  assert.equal(
    await page.getByRole('textbox', { name: 'Describe the video' }).inputValue(),
    'Two pioneers in the snowy mountains at dawn',
  )
  await shoot(page, 'done-desktop-dark')
  await noViolations(page, 'done')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /Download/ }).click()
  assert.match((await download).suggestedFilename(), /\.mp4$/)
  await page.context().close()
})

test('two clicks on a phone make a playing video with both sample people', async () => {
  const page = await open(SCREENS.phone)
  await shoot(page, 'create-empty-phone-dark')
  const playing = await makeVideoWithTwoClicks(page)
  assert.deepEqual([playing.width, playing.height, Math.round(playing.seconds)], [1024, 1808, 10])
  await shoot(page, 'done-phone-dark')
  await noViolations(page, 'phone, done')
  await page.context().close()
})

test('a wrong file is refused in its slot, in plain words, and nothing else is lost', async () => {
  const page = await open(SCREENS.laptop)
  const prompt = page.getByRole('textbox', { name: 'Describe the video' })
  const slot = page.locator('input[type=file]').first()
  await prompt.fill('Something to keep')
  await slot.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('hello') })
  await page.getByText('That is not a photo we can read.').waitFor()
  const cut = readFileSync(join(people, 'hopper.jpg')).subarray(0, 400)
  await slot.setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: cut })
  await page.getByText('That photo is damaged and cannot be read.').waitFor()
  await shoot(page, 'slot-error-laptop-dark')
  await noViolations(page, 'slot error')
  assert.equal(await prompt.inputValue(), 'Something to keep')
  await page.context().close()
})

test('cancelling a render ends it, and the form stays filled', async () => {
  const page = await open(SCREENS.desktop)
  await page.getByRole('textbox', { name: 'Describe the video' }).fill('A long walk in the desert')
  await choose(page, '20 s')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByRole('button', { name: 'Cancel video' }).click()
  await shoot(page, 'cancel-asked-desktop-dark')
  await page.getByRole('button', { name: 'Cancel it for good' }).click()
  await page.getByRole('button', { name: /^Generate/ }).waitFor()
  assert.equal(
    await page.getByRole('textbox', { name: 'Describe the video' }).inputValue(),
    'A long walk in the desert',
  )
  await page.context().close()
})

for (const [name, options] of Object.entries(SCREENS))
  for (const colorScheme of ['dark', 'light'] as const)
    test(`Create has no axe violation and no sideways scroll: ${name}, ${colorScheme}`, async () => {
      const page = await open({ ...options, colorScheme })
      await page.getByRole('button', { name: 'Use two sample people' }).click()
      await page.getByRole('img').first().waitFor()
      await noViolations(page, `${name} ${colorScheme}`)
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      assert.ok(overflow <= 0, `${overflow} px too wide`)
      await shoot(page, `create-samples-${name}-${colorScheme}`)
      await page.context().close()
    })

test('a visitor without a session is asked for a key once, and sees whose it is', async () => {
  const context = await browser.newContext({ ...SCREENS.desktop, extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' } })
  const page = await context.newPage()
  await page.goto(`${kinora.url}/create`)
  const signIn = async (key: string) => {
    await page.getByLabel(/key/i).fill(key)
    await page.getByRole('button', { name: /sign in|continue|open/i }).click()
  }
  await signIn('wrong')
  await shoot(page, 'sign-in-refused-desktop')
  const headers = { authorization: `Bearer ${kinora.key}`, 'content-type': 'application/json' }
  const wish = { method: 'POST', headers, body: JSON.stringify({ name: 'טלפון (phone)', owner: 'anna' }) }
  const made = (await (await fetch(`${kinora.url}/v1/keys`, wish)).json()) as { id: string; key: string }
  await signIn(made.key)
  await page.getByRole('radio', { name: '10 s' }).waitFor()
  await page.getByText('Signed in as').waitFor()
  assert.equal(await page.locator('bdi').first().innerText(), 'טלפון (phone)')
  await noViolations(page, 'signed in with a key')
  await shoot(page, 'signed-in-desktop')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel(/key/i).waitFor()
  await signIn(kinora.key)
  await page.getByRole('radio', { name: '10 s' }).waitFor()
  assert.equal(await page.getByText('Signed in as').count(), 0)
  await context.close()
})

test('words of any script run in their own direction and leave the page in its own', async () => {
  const page = await open(SCREENS.desktop)
  const directionOf = (selector: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).direction`)
  const prompt = page.getByRole('textbox', { name: 'Describe the video' })
  await prompt.fill('שני חברים על החוף \u202Egnp.exe')
  assert.equal(await directionOf('#prompt'), 'rtl')
  await prompt.fill('Two friends')
  assert.equal(await directionOf('#prompt'), 'ltr')
  await page.getByRole('button', { name: 'Use two sample people' }).click()
  await page.getByRole('textbox', { name: 'Name of person 1' }).fill('מאיה')
  assert.equal(await directionOf('figure input:not([type])'), 'rtl')
  assert.equal(await page.locator('bdi').first().innerText(), 'מאיה')
  assert.equal(await directionOf('html'), 'ltr')
  await page.context().close()
})
