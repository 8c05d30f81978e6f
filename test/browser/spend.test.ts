import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { shoot } from '../kit/browser.ts'
import { noViolations } from '../kit/axe.ts'
import { everywhere, openHouse, type House } from './open-house.ts'

let house: House
before(async () => {
  house = await openHouse('browser-spend')
})
after(() => house.close())

test('before anything was made: nothing is called $0.00, and the way on is there', async () => {
  await everywhere(house, '/spend', 'spend-empty', (page) => page.getByText('Nothing made in this month').waitFor())
})

test('money by engine and day, a budget that is set, and the same figures as CSV', async () => {
  await house.film('A bridge')
  await house.film('A bridge at night')
  const page = await house.open('/spend')
  await page.getByText('$0.20').first().waitFor()
  await page.getByRole('button', { name: 'Change the budget of This server' }).click()
  await page.getByRole('textbox', { name: 'Each month, in dollars' }).fill('fifty')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Type a sum like 50').waitFor()
  await noViolations(page, 'budget dialog')
  await shoot(page, 'spend-budget-desktop-dark')
  await page.getByRole('textbox', { name: 'Each month, in dollars' }).fill('0.50')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('of $0.50').first().waitFor()
  const { data } = await house.ask<{ data: { span: string; cap_usd_micros: number | null }[] }>('GET', '/v1/budgets')
  assert.deepEqual(
    data.map(({ span, cap_usd_micros: cap }) => [span, cap]),
    [
      ['day', null],
      ['month', 500_000],
      ['total', null],
    ],
  )
  assert.equal(await page.getByRole('meter').getAttribute('aria-valuenow'), '40')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const csv = readFileSync(await (await download).path(), 'utf8')
  assert.match(csv, /,hosted,2,2,0,0,0,2,0\.200000\r\n$/)
  await page.context().close()
})

test('a charge nobody knows waits for a person, and is decided once', async () => {
  const id = await house.film('A bridge [fault:U3]')
  const page = await house.open('/spend')
  await page.getByRole('heading', { name: 'Charges to decide' }).waitFor()
  await page.getByRole('button', { name: 'It was charged' }).click()
  await noViolations(page, 'deciding')
  await page.getByRole('textbox', { name: 'How much was charged, in dollars?' }).fill('0.07')
  await shoot(page, 'spend-charge-desktop-dark')
  await page.getByRole('button', { name: 'Charge this' }).click()
  await page.getByText('$0.27').first().waitFor()
  assert.equal(await page.getByRole('heading', { name: 'Charges to decide' }).count(), 0)
  const { data } = await house.ask<{ data: { id: string; spent_usd_micros: number }[] }>(
    'GET',
    '/v1/charges?decided=true',
  )
  assert.deepEqual(
    data.map((bill) => [bill.id, bill.spent_usd_micros]),
    [[id, 70_000]],
  )
  await page.context().close()
  await everywhere(house, '/spend', 'spend', (page) => page.getByRole('rowheader', { name: 'hosted' }).waitFor())
})

test('a month is in the address, and a key without admin sees its own videos and a sentence for the rest', async () => {
  const page = await house.open('/spend?month=2026-01')
  await page.getByText('January 2026').waitFor()
  await page.getByRole('button', { name: 'The month after' }).click()
  await page.waitForURL(/month=2026-02$/)
  await page.context().close()
  const made = await house.ask<{ key: string }>('POST', '/v1/keys', { name: 'phone', owner: 'anna' })
  const visitor = await house.browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' } })
  const own = await visitor.newPage()
  own.setDefaultTimeout(15_000)
  await own.goto(`${house.kinora.url}/spend`)
  await own.getByLabel('API key').fill(made.key)
  await own.getByRole('button', { name: 'Sign in' }).click()
  await own.getByText('Budgets are set with a key that has the scope admin.').waitFor()
  assert.equal(await own.getByRole('heading', { name: 'Budgets' }).count(), 0)
  await own.getByText('Nothing made in this month').waitFor()
  await visitor.close()
})
