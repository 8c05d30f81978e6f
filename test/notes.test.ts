import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { inspectVideo } from '../server/src/media/inspect.ts'
import { removeFolder, root, startKinora, temporaryFolder, until, type Running } from './kit/server.ts'

const run = promisify(execFile)
const folder = temporaryFolder('notes')
let kinora: Running
before(async () => {
  kinora = await startKinora(join(folder, 'data'))
})
after(async () => {
  await kinora.stop()
  removeFolder(folder)
})

async function curl(path: string, ...args: string[]): Promise<{ [key: string]: unknown }> {
  const { stdout } = await run('curl', ['-sS', '-H', `Authorization: Bearer ${kinora.key}`, ...args, kinora.url + path])
  return JSON.parse(stdout) as { [key: string]: unknown }
}

test("curl with the notes' JSON body gives exactly that video", async () => {
  const body = {
    model: 'sora-2',
    prompt: 'Two friends laugh together in a neon city at night, light rain',
    size: '1024x1808',
    seconds: 10,
    quality: 'standard',
  }
  const created = await curl('/v1/videos', '-H', 'Content-Type: application/json', '-d', JSON.stringify(body))
  assert.deepEqual(
    [created['model'], created['size'], created['seconds'], created['quality']],
    ['sora-2', '1024x1808', '10', 'standard'],
  )
  const path = `/v1/videos/${String(created['id'])}`
  await until('the video', 180, async () => {
    const { status, error } = await curl(path)
    assert.notEqual(status, 'failed', JSON.stringify(error))
    return status === 'completed' ? true : undefined
  })
  const file = join(folder, 'notes.mp4')
  await run('curl', ['-sSf', '-o', file, '-H', `Authorization: Bearer ${kinora.key}`, `${kinora.url}${path}/content`])
  const facts = await inspectVideo(file)
  assert.deepEqual([facts.width, facts.height], [1024, 1808])
  assert.ok(Math.abs(facts.seconds - 10) <= 1 / 24, String(facts.seconds))
})

test("the notes' two routes speak the notes' words, with two photos as a form", async () => {
  const people = join(root, 'test/fixtures/people')
  const created = await curl(
    '/api/create-video',
    '-Fprompt=Two pioneers in the mountains',
    '-Fseconds=1',
    '-Fsize=256x256',
    `-Fperson1=@${join(people, 'hopper.jpg')}`,
    `-Fperson2=@${join(people, 'collins.png')}`,
  )
  assert.match(String(created['id']), /^video_/, JSON.stringify(created))
  const done = await until('the video', 60, async () => {
    const answer = await curl(`/api/check-video?id=${String(created['id'])}`)
    return answer['status'] === 'completed' ? answer : undefined
  })
  assert.equal(done['progress'], 100)
  assert.equal(done['url'], `/v1/videos/${String(created['id'])}/content`)
})

test('the notes routes pass refusals on as they are', async () => {
  const error = (await curl('/api/create-video', '-H', 'Content-Type: application/json', '-d', '{}'))['error']
  assert.equal((error as { code: string }).code, 'missing_required_parameter')
  const { stdout } = await run('curl', ['-sS', `${kinora.url}/api/check-video?id=x`])
  assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'invalid_api_key')
})
