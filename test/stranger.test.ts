import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { inspectVideo } from '../server/src/media/inspect.ts'
import { removeFolder, root, startKinora, temporaryFolder, type Running } from './kit/server.ts'

const run = promisify(execFile)
const folder = temporaryFolder('stranger')
let kinora: Running
before(async () => {
  kinora = await startKinora(join(folder, 'data'))
})
after(async () => {
  await kinora.stop()
  removeFolder(folder)
})

test("a stranger's Sora app runs unchanged on two environment variables", async () => {
  const { stdout, stderr } = await run(process.execPath, [join(root, 'test/stranger/sora-app.mjs')], {
    cwd: folder,
    timeout: 180_000,
    env: { NODE_ENV: 'production', OPENAI_BASE_URL: `${kinora.url}/v1`, OPENAI_API_KEY: kinora.key },
  })
  const lines = stdout.trim().split('\n')
  const shown = lines.filter((line) => line.startsWith('status '))
  assert.match(shown[0] ?? '', /^status (Queued|In progress) 0%$/)
  assert.equal(shown.at(-1), 'status Completed 100%')
  assert.ok(shown.length > 2, stdout)
  const early = shown.slice(0, -1).map((line) => Number(/(\d+)%$/.exec(line)?.[1]))
  assert.ok(
    early.every((percent) => percent < 100),
    `full before the end:\n${stdout}`,
  )

  const rest = lines.filter((line) => !line.startsWith('status '))
  const [before, size] = [rest[0], /^thumbnail (\d+)$/.exec(rest[1] ?? '')?.[1]]
  assert.equal(before, 'early thumbnail null')
  assert.ok(Number(size) > 500, stdout)
  assert.deepEqual(rest.slice(2), [
    'type video/mp4',
    'listed true',
    'deleted true',
    'left 0',
    'no prompt help: 404 invalid_request_error not_found',
  ])
  assert.equal(stderr, '')
  const facts = await inspectVideo(join(folder, 'video.mp4'))
  assert.deepEqual([facts.width, facts.height, Math.round(facts.seconds)], [720, 1280, 4])
})
