import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { inspectVideo } from '../server/src/media/inspect.ts'
import { removeFolder, root, startKinora, temporaryFolder, type Running } from './kit/server.ts'

const run = promisify(execFile)
const folder = temporaryFolder('examples')
const people = ['hopper.jpg', 'collins.png'].map((name) => join(root, 'test/fixtures/people', name))
let kinora: Running
before(async () => {
  kinora = await startKinora(join(folder, 'data'))
})
after(async () => {
  await kinora.stop()
  removeFolder(folder)
})

/** A runtime the machine does not have is no reason to fail; that it was not tried is said. */
async function has(program: string): Promise<boolean> {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  )
}

const examples: readonly (readonly [program: string, file: string])[] = [
  [process.execPath, 'node.mjs'],
  ['sh', 'curl.sh'],
  ['python3', 'python.py'],
]
for (const [program, file] of examples)
  test(`examples/${file} makes a video of two people`, async (t) => {
    if (!(await has(file === 'curl.sh' ? 'curl' : program))) return t.skip(`${program} is not on this machine`)
    const output = join(folder, `${file}.mp4`)
    await run(program, [join(root, 'examples', file), ...people, output, '1', '256x256'], {
      env: { ...process.env, OPENAI_BASE_URL: `${kinora.url}/v1`, OPENAI_API_KEY: kinora.key },
    })
    const facts = await inspectVideo(output)
    assert.deepEqual([facts.width, facts.height, Math.round(facts.seconds)], [256, 256, 1])
  })
