import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { inspectPage } from '../kit/axe.ts'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { writeEngines } from '../kit/provider/hosted.ts'
import { Provider } from '../kit/provider/provider.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from '../kit/server.ts'

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('browser-people')
let provider: Provider
let kinora: Running
let browser: Browser
before(async () => {
  provider = await new Provider({}).open()
  mkdirSync(folder, { recursive: true })
  const file = writeEngines(folder, provider, { photos_kept: '30 days', charged_on_refusal: true })
  kinora = await startKinora(join(folder, 'data'), { KINORA_ENGINES: file })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  assert.equal(await kinora.stop(), 0, kinora.output())
  await provider.close()
  removeFolder(folder)
})

test('Create says where photos go, the tick follows the engine, and goes along as consent', async () => {
  const context = await browser.newContext({ colorScheme: 'dark', ...SCREENS.desktop })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(`${kinora.url}/create`)
  const rules = page.getByTestId('photo-rules')
  const tick = page.getByRole('checkbox')
  const pick = (name: RegExp) => page.getByRole('radio', { name }).check({ force: true })
  await rules.waitFor()
  assert.equal(await rules.innerText(), 'Photos stay on this machine.')

  await page.getByRole('button', { name: 'Use two sample people' }).click()
  await pick(/hosted-1/)
  await page.getByText('The sample people stay on this machine.').waitFor()
  await page.getByRole('button', { name: /^Generate/ }).click()
  assert.deepEqual(provider.account.report().renders, {}, 'nobody can attest for the samples')

  const files = page.locator('input[type=file]')
  await files.nth(0).setInputFiles(join(people, 'hopper.jpg'))
  await files.nth(1).setInputFiles(join(people, 'collins.png'))
  assert.match(await rules.innerText(), /^Photos are sent to 127\.0\.0\.1 \(kept there: 30 days\)\. A photo it refuses/)
  await page.getByText(/both agreed to be in this video, and that their photos are sent to 127\.0\.0\.1/).waitFor()
  await tick.check()
  await pick(/Built-in animatic/)
  assert.equal(await tick.isChecked(), false, 'what was agreed to was about the other engine')
  await pick(/hosted-1/)
  await tick.check()
  await shoot(page, 'create-hosted-desktop-dark')
  const { violations } = await inspectPage(page)
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`),
    [],
  )
  await page.getByRole('button', { name: /^Generate/ }).click()
  const headers = { authorization: `Bearer ${kinora.key}` }
  const records = await until('the consent', 20, async () => {
    const answer = await fetch(`${kinora.url}/v1/consents`, { headers })
    const { data } = (await answer.json()) as { data: { attested_by: string; scope: unknown; photos: unknown[] }[] }
    return data.length > 0 ? data : undefined
  })
  assert.deepEqual(
    records.map(({ attested_by: by, scope, photos }) => [by, scope, photos.length]),
    [['studio', ['hosted'], 2]],
  )
  await context.close()
})
