import assert from 'node:assert/strict'
import { mkdirSync, openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { cleanAndInside } from '../kit/axe.ts'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { writeEngines } from '../kit/provider/hosted.ts'
import { Provider } from '../kit/provider/provider.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from '../kit/server.ts'

const people = join(root, 'test/fixtures/people')
const folder = temporaryFolder('browser-watch')
const PROMPT = 'Two pioneers laugh in the snowy mountains at dawn, and neither wants to go home'
let provider: Provider
let engines: string
let kinora: Running
let browser: Browser
let made: string
before(async () => {
  provider = await new Provider({}).open()
  mkdirSync(folder, { recursive: true })
  engines = writeEngines(folder, provider, { ask_again_ms: 100 })
  kinora = await startKinora(join(folder, 'data'), { KINORA_ENGINES: engines })
  browser = await launchBrowser()
  made = await create({ prompt: PROMPT, seconds: '1', size: '256x256' }, ['hopper.jpg', 'collins.png'])
  await ended(made)
})
after(async () => {
  await browser.close()
  assert.equal(await kinora.stop(), 0, kinora.output())
  await provider.close()
  removeFolder(folder)
})

const headers = () => ({ authorization: `Bearer ${kinora.key}` })

async function create(fields: Record<string, string>, photos: readonly string[] = []): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const photo of photos) form.append('input_reference', await openAsBlob(join(people, photo)), photo)
  const answer = await fetch(`${kinora.url}/v1/videos`, { method: 'POST', headers: headers(), body: form })
  const body = (await answer.json()) as { id: string }
  assert.equal(answer.status, 200, JSON.stringify(body))
  return body.id
}

const ended = (id: string) =>
  until('the end of the video', 60, async () => {
    const answer = await fetch(`${kinora.url}/v1/videos/${id}`, { headers: headers() })
    const { status } = (await answer.json()) as { status: string }
    return status === 'completed' || status === 'failed' ? status : undefined
  })

async function open(path: string, options: BrowserContextOptions = SCREENS.desktop): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'dark', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(kinora.url + path)
  return page
}

for (const [name, options] of Object.entries({ desktop: SCREENS.desktop, phone: SCREENS.phone }))
  for (const colorScheme of ['dark', 'light'] as const)
    test(`a finished video: player, facts, provenance and code, ${name}, ${colorScheme}`, async () => {
      const page = await open(`/v/${made}`, { ...options, colorScheme })
      await page.getByRole('heading', { level: 1, name: /^Two pioneers laugh/ }).waitFor()
      await page.getByText('Drawn by a program, with people’s photos or a video').waitFor()
      await page.getByRole('link', { name: /Download [\d.]+ [KM]B/ }).waitFor()
      await page.waitForFunction("document.querySelector('video').readyState > 1")
      await cleanAndInside(page, `${name} ${colorScheme}`)
      await shoot(page, `watch-done-${name}-${colorScheme}`)
      if (name === 'phone') {
        await page.getByText('Use from code').scrollIntoViewIfNeeded()
        await shoot(page, `watch-code-${name}-${colorScheme}`)
      }
      await page.context().close()
    })

test('the code is for this very video, on this server, without a key', async () => {
  const page = await open(`/v/${made}`)
  const code = page.getByRole('tabpanel')
  await code.waitFor()
  for (const [tab, words] of [
    ['curl', "--form-string 'size=256x256'"],
    ['Node', `form.set("prompt", ${JSON.stringify(PROMPT)})`],
    ['Python', '"seconds": "1"'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click()
    const text = await code.innerText()
    assert.ok(text.includes(words) && text.includes(`${kinora.url}/v1`) && text.includes(made), text)
    assert.ok(!text.includes(kinora.key))
  }
  await page.getByRole('tab', { name: 'Python' }).press('ArrowRight')
  assert.equal(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected'), 'true')
  await page.context().close()
})

test('Remix opens Create filled in, with the photos, and what was typed can come back', async () => {
  const page = await open('/create')
  const prompt = page.getByRole('textbox', { name: 'Describe the video' })
  await prompt.fill('Something of my own')
  await page.goto(`${kinora.url}/v/${made}`)
  await page.getByRole('link', { name: 'Remix' }).click()
  await page.getByText('Filled in from your earlier video.').waitFor()
  assert.equal(await prompt.inputValue(), PROMPT)
  await page.getByRole('img', { name: 'Photo of Person 2' }).waitFor()
  assert.equal(await page.getByRole('radio', { name: '1 s', exact: true }).isChecked(), true)
  assert.equal(new URL(page.url()).search, '')
  await shoot(page, 'watch-remix-desktop-dark')
  await page.getByRole('button', { name: 'Bring it back' }).click()
  assert.equal(await prompt.inputValue(), 'Something of my own')
  await page.goto(`${kinora.url}/create?from=video_${'0'.repeat(48)}`)
  await page.getByText('That video is not here any more. Your form is as it was.').waitFor()
  assert.equal(await prompt.inputValue(), 'Something of my own')
  await page.context().close()
})

test('Extend tells its price, makes a longer video, and that one names where it comes from', async () => {
  const page = await open(`/v/${made}`)
  await page.getByRole('button', { name: 'Extend' }).click()
  const add = page.getByRole('button', { name: 'Add 1 s · Free' })
  await add.waitFor()
  await cleanAndInside(page, 'extend')
  await shoot(page, 'watch-extend-desktop-dark')
  await add.click()
  await page.waitForURL((url) => url.pathname !== `/v/${made}`)
  await page.getByRole('link', { name: /Download [\d.]+ [KM]B/ }).waitFor({ timeout: 60_000 })
  const facts = page.getByLabel('Facts')
  assert.match(await facts.innerText(), /Length\s+2 s[\s\S]*Made from/)
  await facts.getByRole('link', { name: 'an earlier video' }).click()
  await page.waitForURL((url) => url.pathname === `/v/${made}`)
  await page.context().close()
})

test('a render is followed over the stream, outlives a restart of the server, and ends in the player', async () => {
  const id = await create({ prompt: 'A long walk in the desert', seconds: '4', size: '512x512' })
  const page = await open(`/v/${id}`)
  await page.getByRole('progressbar').first().waitFor()
  await cleanAndInside(page, 'rendering')
  await shoot(page, 'watch-rendering-desktop-dark')
  const { port } = new URL(kinora.url)
  const key = kinora.key
  assert.equal(await kinora.stop(), 0, kinora.output())
  await page.getByText('The server does not answer. We keep trying.').waitFor()
  await shoot(page, 'watch-silent-desktop-dark')
  kinora = await startKinora(join(folder, 'data'), { KINORA_ENGINES: engines, PORT: port, KINORA_API_KEY: key })
  await page.locator('video').waitFor({ timeout: 60_000 })
  await page.getByText('The server does not answer.').waitFor({ state: 'hidden' })
  await page.context().close()
})

test('where the stream is blocked the page asks instead, and a tab nobody looks at tells the end', async () => {
  const id = await create({ prompt: 'A short walk in the desert', seconds: '2', size: '512x512' })
  const context = await browser.newContext(SCREENS.desktop)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => assert.fail(error))
  await page.addInitScript("Object.defineProperty(document, 'hidden', { get: () => !window.looking })")
  await page.route('**/v1/events', (route) => route.abort())
  await page.goto(`${kinora.url}/v/${id}`)
  await page.getByRole('progressbar').first().waitFor()
  await page.locator('video').waitFor({ timeout: 60_000 })
  assert.equal(await page.title(), '(1) (done) Kinora')
  assert.equal(await page.locator('link[data-badge]').count(), 1)
  await page.evaluate("window.looking = true; document.dispatchEvent(new Event('visibilitychange'))")
  await page.waitForFunction("document.title === '(done) Kinora'")
  assert.equal(await page.locator('link[data-badge]').count(), 0)
  await context.close()
})

test('cancelling keeps the page, says what it cost, and Try again makes a new video', async () => {
  const id = await create({ prompt: 'A very long walk', seconds: '20', size: '512x512' })
  const page = await open(`/v/${id}`)
  await page.getByRole('button', { name: 'Cancel video' }).click()
  await page.getByRole('button', { name: 'Cancel it for good' }).click()
  await page.getByText('This video was cancelled.').waitFor()
  await page.getByText('Nothing was charged.').waitFor()
  await shoot(page, 'watch-cancelled-desktop-dark')
  await page.getByRole('button', { name: 'Try again · Free' }).click()
  await page.waitForURL((url) => url.pathname !== `/v/${id}`)
  await page.getByRole('button', { name: 'Cancel video' }).waitFor()
  await page.getByRole('button', { name: 'Cancel video' }).click()
  await page.getByRole('button', { name: 'Cancel it for good' }).click()
  await page.getByRole('button', { name: 'Delete video' }).click()
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/v/'))
  await page.context().close()
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`a video the engine turned down: what happened, the money, the way on, ${colorScheme}`, async () => {
    const id = await create({
      model: 'hosted-1',
      prompt: `[fault:U40] Two friends (${colorScheme})`,
      seconds: '1',
      size: '128x128',
    })
    assert.equal(await ended(id), 'failed')
    const page = await open(`/v/${id}`, { ...SCREENS.desktop, colorScheme })
    await page.getByText('The engine turned this prompt or photo down.').waitFor()
    await page.getByText('Nothing was charged.').waitFor()
    await page.getByText('Details for support').click()
    await page.getByText(`Video: ${id}`).waitFor()
    await page.getByText(/^Request: /).waitFor()
    await cleanAndInside(page, `failed ${colorScheme}`)
    await shoot(page, `watch-failed-desktop-${colorScheme}`)
    await page.getByRole('link', { name: 'Change it and send it again' }).click()
    await page.getByText('Filled in from your earlier video.').waitFor()
    await page.context().close()
  })

test('a video that is not there says so', async () => {
  const page = await open('/v/video_nope', SCREENS.phone)
  await page.getByText('This video is not here any more.').waitFor()
  await cleanAndInside(page, 'gone')
  await shoot(page, 'watch-gone-phone-dark')
  await page.getByRole('link', { name: 'New video', exact: true }).click()
  await page.getByRole('textbox', { name: 'Describe the video' }).waitFor()
  await page.context().close()
})
