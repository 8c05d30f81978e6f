import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { shoot } from '../kit/browser.ts'
import { until } from '../kit/server.ts'
import { noViolations } from '../kit/axe.ts'
import { everywhere, openHouse, type House } from './open-house.ts'

let house: House
/** What reached the webhook's receiver. */
const arrived: { readonly type: string }[] = []
const receiver = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => {
    arrived.push(JSON.parse(text) as { type: string })
    response.writeHead(204).end()
  })
})
let hook = ''
before(async () => {
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve))
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  house = await openHouse('browser-settings', { KINORA_ALLOW_PRIVATE_WEBHOOKS: '1' })
})
after(async () => {
  await house.close()
  receiver.close()
})

test('Engines: what each accepts, costs and does with photos, and no key of any', async () => {
  const page = await house.open('/settings')
  await page.waitForURL(/\/settings\/engines$/)
  const hosted = page.getByRole('region', { name: 'hosted' })
  await hosted.getByText('$0.10 a second').waitFor()
  await hosted.getByText('127.0.0.1 (kept there: 30 days)').waitFor()
  await hosted.getByText('Price from: the emulated provider, 2026-11-23').waitFor()
  assert.equal((await page.content()).includes(house.provider.key), false)
  await page.getByText('How to add one').click()
  await page.getByText('KINORA_ENGINES').waitFor()
  await noViolations(page, 'how to add one')
  await page.context().close()
  await everywhere(house, '/settings/engines', 'engines', (one) => one.getByText('$0.10 a second').waitFor())
})

test('Keys: made with a budget, the secret shown once and good, then taken back', async () => {
  await everywhere(house, '/settings/keys', 'keys-empty', (one) => one.getByText('No further keys').waitFor())
  const page = await house.open('/settings/keys')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a key' })
  await dialog.getByRole('button', { name: 'Make a key' }).click()
  await dialog.getByText('Type a name.').waitFor()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('phone')
  await dialog.getByRole('textbox', { name: 'Owner' }).fill('anna')
  await dialog.getByRole('textbox', { name: 'Budget each month, in dollars' }).fill('12.50')
  await noViolations(page, 'key dialog')
  await shoot(page, 'keys-make-desktop-dark')
  await dialog.getByRole('button', { name: 'Make a key' }).click()
  const secret = await page.getByTestId('secret').innerText()
  await noViolations(page, 'secret')
  await shoot(page, 'keys-secret-desktop-dark')
  const as = { headers: { authorization: `Bearer ${secret}` } }
  assert.equal((await fetch(`${house.kinora.url}/v1/videos`, as)).status, 200)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  assert.equal((await page.content()).includes(secret), false, 'it is nowhere any more')
  const budgets = await house.ask<{ data: { scope: string; cap_usd_micros: number | null }[] }>('GET', '/v1/budgets')
  assert.ok(budgets.data.some(({ scope, cap_usd_micros: cap }) => scope.startsWith('key:') && cap === 12_500_000))
  await everywhere(house, '/settings/keys', 'keys', (one) => one.getByRole('heading', { name: 'phone' }).waitFor())
  await page.getByRole('button', { name: 'Take back the key phone' }).click()
  await noViolations(page, 'revoking a key')
  await page.getByRole('button', { name: 'Take it back now' }).click()
  await page.getByText('1 key that opens nothing any more').waitFor()
  assert.equal((await fetch(`${house.kinora.url}/v1/videos`, as)).status, 401)
  await page.context().close()
})

test('Webhooks: added, tested, told of a video, sent again, a new secret, deleted', async () => {
  const page = await house.open('/settings/webhooks')
  await page.getByRole('button', { name: 'Add a webhook' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a webhook' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My site')
  await dialog.getByRole('textbox', { name: 'Address' }).fill('ftp://example.org')
  await dialog.getByRole('button', { name: 'Add a webhook' }).click()
  await dialog.getByText('The server did not take this.').waitFor()
  await dialog.getByRole('textbox', { name: 'Address' }).fill(hook)
  await dialog.getByRole('button', { name: 'Add a webhook' }).click()
  assert.match(await page.getByTestId('secret').innerText(), /^whsec_/)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('It answered 204. The test arrived.').waitFor()
  await house.film('A bridge')
  await until('the message', 20, async () => (arrived.length >= 2 ? true : undefined))
  await page.getByText('Last deliveries').click()
  await page.getByText('Arrived').waitFor()
  await page.getByRole('button', { name: /^Send again/ }).click()
  await until('the second message', 20, async () => (arrived.length >= 3 ? true : undefined))
  assert.deepEqual(
    arrived.map(({ type }) => type),
    ['video.completed', 'video.completed', 'video.completed'],
  )
  await noViolations(page, 'webhook')
  await shoot(page, 'webhooks-log-desktop-dark')
  await page.getByRole('button', { name: 'New secret: My site' }).click()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  await page.getByText('The old secret stays good for 24 hours.').waitFor()
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await everywhere(house, '/settings/webhooks', 'webhooks', (one) => one.getByText('My site').waitFor())
  await page.getByRole('button', { name: 'Delete: My site' }).click()
  await page.getByRole('button', { name: 'Delete it now' }).click()
  await page.getByText('No webhooks').waitFor()
  await page.context().close()
})

test('Audit log: every deed, those about one id, and what this browser keeps', async () => {
  await everywhere(house, '/settings/audit', 'audit', (one) => one.getByText('key.revoked').first().waitFor())
  const page = await house.open('/settings/audit')
  await page.getByText('key.revoked').waitFor()
  await page.getByRole('textbox', { name: 'Only about this id' }).fill('nobody')
  await page.getByText('No line is about this id.').waitFor()
  await page.getByRole('link', { name: 'This browser' }).click()
  await page.getByRole('radio', { name: 'Light' }).check({ force: true })
  assert.equal(await page.evaluate<string>('document.documentElement.dataset.theme'), 'light')
  await page.getByRole('radio', { name: 'As the system' }).check({ force: true })
  assert.equal(await page.evaluate<string | undefined>('document.documentElement.dataset.theme'), undefined)
  const letters = page.getByRole('checkbox', { name: /^Single letters/ })
  await letters.uncheck()
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('s')
  await page.reload()
  assert.equal(await letters.isChecked(), false)
  assert.match(page.url(), /\/settings\/studio$/)
  await letters.check()
  await letters.evaluate('document.activeElement.blur()')
  await page.keyboard.press('s')
  await page.waitForURL(/\/spend$/)
  await page.context().close()
  await everywhere(house, '/settings/studio', 'this-browser', (one) => one.getByText('Keyboard').waitFor())
})

test('Keeping and limits: what the server was started with', async () => {
  await everywhere(house, '/settings/storage', 'storage', async (page) => {
    await page.getByText('Until somebody deletes them').waitFor()
    await page.getByText('1,200 in 1 minute').waitFor()
    await page.getByText('Also this machine and its network').waitFor()
  })
})

test('a key without these scopes gets a sentence, and what it may see', async () => {
  const made = await house.ask<{ key: string }>('POST', '/v1/keys', { name: 'guest', owner: 'guest' })
  const visitor = await house.browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' } })
  const page = await visitor.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${house.kinora.url}/settings/keys`)
  await page.getByLabel('API key').fill(made.key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('with a key that has the scope admin').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Make a key' }).count(), 0)
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('Webhooks need a key that has the scope webhooks.').waitFor()
  await page.getByRole('link', { name: 'Keeping and limits' }).click()
  await page.getByText('What is kept for how long shows').waitFor()
  await page.getByRole('link', { name: 'Engines' }).click()
  await page.getByText('$0.10 a second').waitFor()
  await visitor.close()
})
