import assert from 'node:assert/strict'
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { launchBrowser, SCREENS, shoot } from '../kit/browser.ts'
import { removeFolder, root, temporaryFolder, until } from '../kit/server.ts'
import { makeVideoWithTwoClicks } from '../browser/two-clicks.ts'

const folder = temporaryFolder('fresh')
const clone = join(folder, 'kinora')
const groups: number[] = []
after(() => {
  for (const group of groups) endGroup(group)
  removeFolder(folder)
})

/** A test that failed midway must not leave a server behind. */
function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // It has ended, as it should.
  }
}

/** What a clone would hold: every file that git knows or would add, as it is in the working tree. */
function copyTree(): void {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const name of new Set(list.trim().split('\n'))) {
    mkdirSync(dirname(join(clone, name)), { recursive: true })
    cpSync(join(root, name), join(clone, name))
  }
}

/** A shell as a newcomer has it: no npm variables of ours, no pinned Node on PATH, an empty npm cache. */
function newcomersEnvironment(port: number): Record<string, string | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|KINORA_|INIT_CWD$)/i.test(name))
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !/node_modules|node-gyp-bin/.test(entry))
  return {
    ...Object.fromEntries(own),
    PATH: path.join(delimiter),
    PORT: String(port),
    npm_config_cache: join(folder, 'npm-cache'),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly firstAnswerSeconds: number
}

async function npmStart(port: number): Promise<Started> {
  const startedAt = performance.now()
  // A group of its own, as a terminal makes one: Ctrl-C goes to all of it.
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env: newcomersEnvironment(port) as NodeJS.ProcessEnv,
    detached: true,
  })
  groups.push(child.pid ?? 0)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await until('the first answer', 300, async () => {
    assert.equal(child.exitCode, null, output)
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    return response?.ok ? true : undefined
  })
  const firstAnswerSeconds = (performance.now() - startedAt) / 1000
  await until('the start message', 60, async () => (output.includes('Kinora is ready') ? true : undefined))
  return { child, output: () => output, firstAnswerSeconds }
}

async function pressCtrlC({ child, output }: Started, port: number): Promise<void> {
  const ended = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await ended
  await until('the port to be free', 15, async () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => undefined,
      () => true,
    ),
  )
  assert.doesNotMatch(output(), /Error:/)
}

test('fresh clone, npm start, two clicks: a playing 10 s video of two people', async (t) => {
  copyTree()
  const port = await freePort()
  const first = await npmStart(port)
  const url = `http://127.0.0.1:${port}`
  for (const line of [`Studio   ${url}`, `API      ${url}/v1`, join(clone, 'data', 'api-key')])
    assert.ok(first.output().includes(line), `${line} is missing in:\n${first.output()}`)
  t.diagnostic(`clone to first API answer: ${first.firstAnswerSeconds.toFixed(1)} s`)

  const browser = await launchBrowser()
  try {
    const page = await (await browser.newContext(SCREENS.desktop)).newPage()
    const clickedAt = performance.now()
    await page.goto(url)
    const playing = await makeVideoWithTwoClicks(page)
    assert.deepEqual([playing.width, playing.height], [1024, 1808])
    assert.ok(Math.abs(playing.seconds - 10) < 0.1, `${playing.seconds} s`)
    await shoot(page, 'fresh-clone-playing')
    t.diagnostic(`page opened to playing video: ${((performance.now() - clickedAt) / 1000).toFixed(1)} s`)
  } finally {
    await browser.close()
  }
  await pressCtrlC(first, port)

  const second = await npmStart(port)
  assert.doesNotMatch(second.output(), /installing|building/)
  t.diagnostic(`second start to first API answer: ${second.firstAnswerSeconds.toFixed(1)} s`)
  await pressCtrlC(second, port)
})
