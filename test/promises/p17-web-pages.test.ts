import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before } from 'node:test'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { launchBrowser } from '../kit/browser.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, startKinora, temporaryFolder, until, type Running } from '../kit/server.ts'
import { ATTEMPTS, type Attempt } from './p17-attempts.ts'
import { HELPERS } from './p17-helpers.ts'

const folder = temporaryFolder('pages')
const BLANK = '<!doctype html><title>stranger</title><body></body>'
let kinora: Running
let browser: Browser
let stranger: Server
const skip = process.env['KINORA_BROWSER'] ? undefined : 'needs a browser: npm test runs it in its browser step'
before(async () => {
  if (skip) return
  kinora = await startKinora(join(folder, 'data'))
  browser = await launchBrowser('--host-resolver-rules=MAP evil.test 127.0.0.1')
  stranger = createServer((request, response) => {
    const text =
      request.url === '/sandbox'
        ? `<iframe name="inner" sandbox='allow-scripts allow-forms' srcdoc="${BLANK.replaceAll('"', '')}"></iframe>`
        : BLANK
    response.setHeader('content-type', 'text/html').end(text)
  }).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
})
after(async () => {
  if (skip) return
  await browser.close()
  stranger.close()
  stranger.closeAllConnections()
  assert.equal(await kinora.stop(), 0, kinora.output())
  removeFolder(folder)
})

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${kinora.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${kinora.key}`, 'content-type': 'application/json' },
  })

async function makeVideo(): Promise<string> {
  const body = JSON.stringify({ prompt: 'A lake', seconds: 1, size: '256x256' })
  const { id } = (await (await ask('/videos', { method: 'POST', body })).json()) as { id: string }
  return until('the video', 60, async () =>
    ((await (await ask(`/videos/${id}`)).json()) as { status: string }).status === 'completed' ? id : undefined,
  )
}

const ids = async (path: string): Promise<string[]> =>
  ((await (await ask(path)).json()) as { data: { id: string }[] }).data.map(({ id }) => id)

/** Everything that an attempt could have changed. */
async function state(): Promise<string> {
  return JSON.stringify(await Promise.all(['/videos', '/keys', '/webhook_endpoints'].map(ids)))
}

/** A page of that origin in the browser in which the studio is signed in. */
async function stand(context: BrowserContext, from: Attempt['from']): Promise<{ page: Page; frame: Frame }> {
  const page = await context.newPage()
  const { port } = stranger.address() as AddressInfo
  const rebound = `http://evil.test:${new URL(kinora.url).port}/stranger`
  // Only this page comes from elsewhere, as before its name was rebound; whatever it asks then goes to Kinora.
  if (from === 'a name rebound to us')
    await page.route(rebound, (route) => route.fulfill({ contentType: 'text/html', body: BLANK }))
  await page.goto(
    {
      'another port': `http://127.0.0.1:${port}/`,
      'another name': `http://localhost:${port}/`,
      'another site': `http://evil.test:${port}/`,
      'a name rebound to us': rebound,
      'no origin': `http://127.0.0.1:${port}/sandbox`,
    }[from],
  )
  return { page, frame: from === 'no origin' ? (page.frames()[1] ?? assert.fail()) : page.mainFrame() }
}

/** What the attempt read, and what the person before the screen would see framed or opened by it. */
async function run(context: BrowserContext, { from, run: body }: Attempt, id: string): Promise<string> {
  const { page, frame } = await stand(context, from)
  const base = from === 'a name rebound to us' ? new URL(page.url()).origin : kinora.url
  const known = `const base = ${JSON.stringify(base)}, id = ${JSON.stringify(id)};`
  const read = await frame.evaluate<string>(`(async () => { ${known}${HELPERS}${body} })()`)
  const framed = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((one) => one.content()),
  )
  const shown = framed.filter((text) => /Describe the video|"object"/.test(text))
  for (const other of context.pages()) if (other.url() !== `${kinora.url}/create`) await other.close()
  // A refusal may be read by who rebound a name to us: it says nothing but that the name is wrong.
  return /^400 .*"invalid_host"/.test(read) ? '' : read + shown.join('')
}

promise(
  'P17',
  'pages of other ports, names, sites and of no origin neither use nor read it',
  async () => {
    const id = await makeVideo()
    const context = await browser.newContext()
    const studio = await context.newPage()
    await studio.goto(`${kinora.url}/create`)
    assert.deepEqual(
      (await context.cookies()).map(({ name }) => name),
      ['kinora_session'],
      'the visitor is signed in',
    )
    const found: string[] = []
    for (const attempt of ATTEMPTS) {
      const before = await state()
      const read = await run(context, attempt, id)
      if (read !== '') found.push(`${attempt.what} from ${attempt.from}: read ${read.slice(0, 200)}`)
      if ((await state()) !== before) found.push(`${attempt.what} from ${attempt.from}: changed something`)
    }
    assert.deepEqual(found, [])
    assert.ok(ATTEMPTS.length >= 27)

    // The same words in the studio's own page work: the attempts failed for where they came from.
    const known = `const base = '', id = '${id}';${HELPERS}`
    const own = (body: string) => studio.evaluate<string>(`(async () => { ${known}${body} })()`)
    assert.match(await own(`return read('/v1/videos', {})`), /^200 /)
    const [create, , , , , , form] = ATTEMPTS
    const before = await state()
    for (const { run: body } of [create, form].filter((one) => one !== undefined)) await own(body)
    assert.notEqual(await state(), before)
    return `0 of ${ATTEMPTS.length} attempts in Chromium`
  },
  { skip },
)
