import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { shoot } from '../kit/browser.ts'
import { root, until } from '../kit/server.ts'
import { noViolations } from '../kit/axe.ts'
import { everywhere, openHouse, type House } from './open-house.ts'

const photos = join(root, 'test/fixtures/people')
const hopper = join(photos, 'hopper.jpg')

interface Person {
  readonly id: string
  readonly name: string
  readonly photos: readonly { readonly id: string }[]
  readonly preferred_photo_id: string
  readonly consent: { readonly attested_by: string; readonly scope: unknown; readonly revoked_at: number | null } | null
}

let house: House
before(async () => {
  house = await openHouse('browser-saved')
})
after(() => house.close())

const people = async () => (await house.ask<{ data: readonly Person[] }>('GET', '/v1/people')).data

test('nobody saved yet: the way on is there', async () => {
  await everywhere(house, '/people', 'people-empty', (page) => page.getByText('Nobody saved yet').waitFor())
})

test('a person is added with a photo and a consent; what is missing is said first', async () => {
  const page = await house.open('/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByRole('button', { name: 'Save person' }).click()
  await dialog.getByText('Add a photo first.').waitFor()
  await dialog.getByText('Type a name.').waitFor()
  const file = dialog.locator('input[type=file]')
  await file.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('hello') })
  await dialog.getByText('That is not a photo we can read.').waitFor()
  await file.setInputFiles(hopper)
  await dialog.locator('img').waitFor()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('מאיה')
  await dialog.getByRole('checkbox', { name: 'They agreed' }).check()
  await dialog.getByRole('radio', { name: 'Chosen engines' }).check({ force: true })
  await dialog.getByRole('checkbox', { name: 'hosted, at 127.0.0.1' }).check()
  await dialog.getByRole('button', { name: 'Save person' }).click()
  await dialog.getByText('Tick this first.').waitFor()
  await noViolations(page, 'add dialog')
  await shoot(page, 'people-add-desktop-dark')
  await dialog.getByRole('checkbox', { name: /^This person agreed/ }).check()
  await dialog.getByRole('button', { name: 'Save person' }).click()
  await page.getByRole('article', { name: 'מאיה' }).waitFor()
  assert.equal(await dialog.count(), 0)
  const [saved] = await people()
  assert.deepEqual([saved?.name, saved?.consent?.attested_by, saved?.consent?.scope], ['מאיה', 'self', ['hosted']])
  await page.context().close()
})

test('a name changes in place, photos come, go and take turns, and a taken name is refused in words', async () => {
  const photo = { image_url: `data:image/png;base64,${readFileSync(join(photos, 'collins.png')).toString('base64')}` }
  await house.ask('POST', '/v1/people', { name: 'Eileen Collins', photo })
  const page = await house.open('/people')
  const card = page.getByRole('article', { name: 'מאיה' })
  await card.getByRole('textbox').fill('Eileen Collins')
  await card.getByRole('textbox').press('Enter')
  await card.getByText("There is already a person with the name 'Eileen Collins'.").waitFor()
  await card.getByRole('textbox').fill('Grace')
  await card.getByRole('textbox').press('Enter')
  const grace = page.getByRole('article', { name: 'Grace' })
  await grace.waitFor()
  await grace.locator('input[type=file]').setInputFiles(join(photos, 'collins.png'))
  await grace.getByText('1 photo is not part of it.').waitFor()
  await grace.getByRole('button', { name: 'Use this one: photo 2 of Grace' }).click()
  await grace.getByText('Used for videos').waitFor()
  const [before] = (await people()).filter(({ name }) => name === 'Grace')
  assert.equal(before?.preferred_photo_id, before?.photos[1]?.id)
  await grace.getByRole('button', { name: 'Show photo 1 of Grace' }).click()
  await grace.getByRole('button', { name: 'Use this one: photo 1 of Grace' }).click()
  await grace.getByRole('button', { name: 'Show photo 2 of Grace' }).click()
  await grace.getByRole('button', { name: 'Remove photo 2 of Grace' }).click()
  await until('one photo', 10, async () => {
    const [now] = (await people()).filter(({ name }) => name === 'Grace')
    return now?.photos.length === 1 ? now : undefined
  })
  await page.context().close()
  await everywhere(house, '/people', 'people', (one) => one.getByRole('article', { name: 'Grace' }).waitFor())
})

test('Create takes a saved person by name: no tick where they agreed, and no second record', async () => {
  const page = await house.open('/create')
  await page.getByRole('radio', { name: /hosted-1/ }).check({ force: true })
  await page.getByRole('button', { name: 'Pick a saved person' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Who is person 1?' })
  await dialog.getByRole('button', { name: /^Grace/ }).waitFor()
  await noViolations(page, 'pick a person')
  await shoot(page, 'create-pick-desktop-dark')
  await dialog.getByRole('button', { name: /^Grace/ }).click()
  await page.getByRole('img', { name: 'Photo of Grace' }).first().waitFor()
  assert.equal(await page.getByRole('checkbox').count(), 0, 'her record covers this engine')
  await page.getByRole('button', { name: 'Pick a saved person' }).click()
  await page.getByRole('button', { name: /^Eileen Collins/ }).click()
  await page.getByRole('checkbox', { name: /Eileen Collins.* agreed/ }).waitFor()
  await page.getByRole('button', { name: 'Remove the photo of Eileen Collins' }).click()
  await page.getByRole('textbox', { name: 'Describe the video' }).fill('Grace waves')
  await page.reload()
  await page.getByRole('img', { name: 'Photo of Grace' }).first().waitFor()
  await shoot(page, 'create-saved-desktop-dark')
  await page.getByRole('button', { name: /^Generate/ }).click()
  const { data } = await until('the order', 20, async () => {
    const list = await house.ask<{ data: readonly { id: string; prompt: string }[] }>('GET', '/v1/videos')
    return list.data.some(({ prompt }) => prompt === 'Grace waves') ? list : undefined
  })
  assert.equal(data.length, 1)
  await everywhere(house, '/create', 'create-with-saved', (one) =>
    one.getByText('Pick a saved person').first().waitFor(),
  )
  const records = await house.ask<{ data: readonly { person_id: string | null }[] }>('GET', '/v1/consents')
  assert.ok(records.data.every(({ person_id: id }) => id !== null))
  await page.context().close()
})

test('a consent is taken back with what follows, and deleting first lists what would go', async () => {
  const [grace] = (await people()).filter(({ name }) => name === 'Grace')
  const wish = { prompt: 'A walk in the snow', seconds: 1, size: '256x256', people: [grace?.id] }
  const { id } = await house.ask<{ id: string }>('POST', '/v1/videos', wish)
  const page = await house.open('/people')
  const card = page.getByRole('article', { name: 'Grace' })
  await card.getByRole('button', { name: 'Take it back: the consent of Grace' }).click()
  await card.getByText('No new video will show these photos, on any engine.').waitFor()
  await noViolations(page, 'revoking')
  await shoot(page, 'people-revoke-desktop-dark')
  await card.getByRole('button', { name: 'Take it back now' }).click()
  await card.getByText(/^Taken back on/).waitFor()
  assert.notEqual((await people()).find(({ name }) => name === 'Grace')?.consent?.revoked_at, null)

  await card.getByRole('button', { name: 'Delete Grace' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete Grace' })
  await dialog.getByText('A walk in the snow').waitFor()
  await dialog.getByRole('radio', { name: 'Also everything made of their photos' }).check()
  await noViolations(page, 'deleting')
  await shoot(page, 'people-delete-desktop-dark')
  assert.equal((await people()).length, 2, 'nothing went yet')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await card.waitFor({ state: 'detached' })
  assert.deepEqual(
    (await people()).map(({ name }) => name),
    ['Eileen Collins'],
  )
  const video = await fetch(`${house.kinora.url}/v1/videos/${id}`, {
    headers: { authorization: `Bearer ${house.kinora.key}` },
  })
  assert.equal(video.status, 404)
  await page.context().close()
})
