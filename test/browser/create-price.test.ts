import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { cleanAndInside } from '../kit/axe.ts'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { writeEngines } from '../kit/provider/hosted.ts'
import { Provider } from '../kit/provider/provider.ts'
import { removeFolder, root, startKinora, temporaryFolder, type Running } from '../kit/server.ts'

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('browser-price')
let provider: Provider
let engines: string
let kinora: Running
let browser: Browser
before(async () => {
  provider = await new Provider({}).open()
  mkdirSync(folder, { recursive: true })
  engines = writeEngines(folder, provider)
  kinora = await startKinora(join(folder, 'data'), { KINORA_ENGINES: engines })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  assert.equal(await kinora.stop(), 0, kinora.output())
  await provider.close()
  removeFolder(folder)
})

async function open(options: BrowserContextOptions = SCREENS.desktop): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'dark', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(`${kinora.url}/create`)
  await page.getByRole('radio', { name: /Built-in animatic/ }).waitFor()
  return page
}

async function cap(usdMicros: number | null): Promise<void> {
  const answer = await fetch(`${kinora.url}/v1/budgets`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${kinora.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scope: 'server', span: 'month', usd_micros: usdMicros }),
  })
  assert.equal(answer.status, 200, await answer.text())
}

const pick = (page: Page, name: string | RegExp) => page.getByRole('radio', { name }).check({ force: true })
const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Describe the video' })

for (const [name, options] of Object.entries({ desktop: SCREENS.desktop, phone: SCREENS.phone }))
  for (const colorScheme of ['dark', 'light'] as const)
    test(`the price before the press, the budget, and more than is left of it, ${name}, ${colorScheme}`, async () => {
      await cap(150_000)
      const page = await open({ ...options, colorScheme })
      await promptOf(page).fill('Two friends walk along a beach')
      await page.getByRole('button', { name: 'Generate video · Free' }).waitFor()
      await pick(page, /hosted-1/)
      await page.getByRole('button', { name: 'Generate video · about $0.20' }).waitFor()
      const over = page.getByRole('button', { name: /^Over (budget )?by \$0\.05$/ })
      await over.waitFor()
      assert.equal(await over.getAttribute('aria-disabled'), 'true')
      await page.getByText('This would pass the budget by $0.05.').waitFor()
      await over.scrollIntoViewIfNeeded()
      await cleanAndInside(page, `over budget ${name} ${colorScheme}`)
      await shoot(page, `create-over-budget-${name}-${colorScheme}`)
      await over.click({ force: true })
      assert.deepEqual(provider.account.report().renders, {}, 'nothing was sent')
      await pick(page, '1 s')
      await page.getByRole('button', { name: 'Generate video · about $0.10' }).waitFor()
      await page.getByText('$0.00 of $0.15 used this month').waitFor()
      await shoot(page, `create-budget-${name}-${colorScheme}`)
      await page.context().close()
      await cap(null)
    })

test('the final prompt, the API call, and everyone on one frame', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Use two sample people' }).click()
  await page.getByRole('img', { name: 'Photo of Grace' }).waitFor()
  await page.getByRole('tab', { name: 'One frame' }).click()
  await page.getByRole('img', { name: 'Everyone on one frame' }).waitFor({ timeout: 60_000 })
  await cleanAndInside(page, 'one frame')
  await shoot(page, 'create-one-frame-desktop-dark')
  await page.getByRole('tab', { name: 'Final prompt' }).click()
  await page.getByText('Sent to the engine').waitFor()
  const panel = page.locator('#preview-panel')
  assert.ok((await panel.innerText()).includes(await promptOf(page).inputValue()))
  await cleanAndInside(page, 'final prompt')
  await shoot(page, 'create-final-prompt-desktop-dark')
  await page.getByRole('tab', { name: 'Final prompt' }).press('ArrowRight')
  await page.getByRole('tab', { name: 'curl' }).waitFor()
  assert.ok((await panel.innerText()).includes('-F input_reference=@person-2.jpg'))
  await cleanAndInside(page, 'API call')
  await shoot(page, 'create-api-call-desktop-dark')
  await page.context().close()
})

test('a key that ended asks for another, and the form is as it was', async () => {
  const asked = { authorization: `Bearer ${kinora.key}`, 'content-type': 'application/json' }
  const wish = { method: 'POST', headers: asked, body: JSON.stringify({ name: 'short', owner: 'anna' }) }
  const made = (await (await fetch(`${kinora.url}/v1/keys`, wish)).json()) as { id: string; key: string }
  const context = await browser.newContext({ ...SCREENS.desktop, extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${kinora.url}/create`)
  const signIn = async (key: string) => {
    await page.getByLabel('API key').fill(key)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn(made.key)
  await page.getByRole('radio', { name: /Built-in animatic/ }).waitFor()
  await promptOf(page).fill('Something to keep')
  await page.locator('input[type=file]').nth(1).setInputFiles(join(people, 'collins.png'))
  await page.getByRole('checkbox').check()
  const gone = await fetch(`${kinora.url}/v1/keys/${made.id}`, { method: 'DELETE', headers: asked })
  assert.equal(gone.status, 200)
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByLabel('API key').waitFor()
  await shoot(page, 'create-key-ended-desktop')
  await signIn(kinora.key)
  await page.getByRole('img', { name: 'Photo of Person 2' }).waitFor()
  assert.equal(await promptOf(page).inputValue(), 'Something to keep')
  assert.equal(await page.getByRole('checkbox').isChecked(), true)
  await context.close()
})

test('an engine that is gone is told kindly, and nothing typed is lost', async () => {
  const page = await open()
  await pick(page, /hosted-1/)
  await promptOf(page).fill('Something to keep')
  const files = page.locator('input[type=file]')
  await files.nth(0).setInputFiles(join(people, 'hopper.jpg'))
  await page.getByRole('img', { name: 'Photo of Person 1' }).waitFor()
  const { port } = new URL(kinora.url)
  const key = kinora.key
  assert.equal(await kinora.stop(), 0, kinora.output())
  await page.getByText('The server does not answer. We keep trying.').waitFor()
  kinora = await startKinora(join(folder, 'data'), { PORT: port, KINORA_API_KEY: key })
  await page.getByText(/^hosted-1 is not here any more/).waitFor({ timeout: 30_000 })
  await shoot(page, 'create-engine-gone-desktop-dark')
  assert.equal(await promptOf(page).inputValue(), 'Something to keep')
  await page.getByRole('img', { name: 'Photo of Person 1' }).waitFor()
  await page.context().close()
})
