import assert from 'node:assert/strict'
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openServer, sdkFor } from './kit/in-process.ts'
import { runCommand } from './kit/command.ts'
import { removeFolder, temporaryFolder } from './kit/server.ts'

interface Finding {
  state: string
  about: string
  seen: string
  todo?: string
}

async function examine(data: string, env: Record<string, string> = {}) {
  const { code, out, err } = await runCommand('doctor', ['--json'], { KINORA_DATA: data, KINORA_API_KEY: '', ...env })
  assert.equal(err, '')
  const findings = JSON.parse(out) as Finding[]
  return { code, of: (about: string) => findings.find((finding) => finding.about === about) }
}

test('the doctor finds a healthy house in order, with its server up and down, and changes nothing', async (t) => {
  const data = temporaryFolder('doctor')
  t.after(() => removeFolder(data))
  const kinora = await openServer(data)
  const { client } = sdkFor(kinora)
  await client.post('/keys', { body: { name: 'phone', expires: '2099-01-01' } })
  const up = await examine(data)
  await kinora.close()
  const down = await examine(data)
  for (const { code, of } of [up, down]) {
    assert.equal(code, 0)
    for (const about of ['node', 'data folder', 'database', 'keys', 'webhooks', 'charges', 'files', 'clock', 'ffmpeg'])
      assert.equal(of(about)?.state, 'ok', JSON.stringify(of(about)))
  }
  assert.match(up.of('server')?.seen ?? '', /^runs/)
  assert.match(down.of('server')?.seen ?? '', /^does not run/)
})

test('what is wrong is said with what to do, and the exit code is 1', async (t) => {
  const data = temporaryFolder('doctor')
  t.after(() => removeFolder(data))
  const kinora = await openServer(data)
  const { client } = sdkFor(kinora)
  const file = await client.files.create({ file: new File(['notes'], 'a.txt'), purpose: 'user_data' })
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  await client.post('/keys', { body: { name: 'phone', expires: soon } })
  await kinora.close()
  rmSync(join(data, 'blobs', 'files', file.id), { recursive: true })
  chmodSync(join(data, 'api-key'), 0o644)
  const engines = join(data, 'engines.json')
  // Nothing listens there.
  const free = {
    references: { max: 2, faces: true },
    audio: false,
    usd_per_second: 0,
    price_source: 'own machine, 2026-11-23',
  }
  const model = { model: 'wan', title: 'Wan', seconds: [4], sizes: ['704x1280'], ...free }
  const where = { url: 'http://127.0.0.1:9/v1', dialect: 'vllm-omni', slots: 1 }
  const example = { name: 'gpu', kind: 'videos-api', ...where, models: [model] }
  writeFileSync(engines, JSON.stringify([example]))
  const { code, of } = await examine(data, { KINORA_FFMPEG: '/nowhere/ffmpeg', KINORA_ENGINES: engines })
  assert.equal(code, 1)
  assert.deepEqual([of('files')?.state, of('files')?.seen], ['fail', '1 of 1 are missing or cut'])
  assert.deepEqual([of('api-key')?.state, of('api-key')?.seen], ['fail', 'mode 644'])
  assert.equal(of('engine gpu')?.state, 'fail')
  assert.deepEqual([of('ffmpeg')?.state, of('keys')?.state], ['fail', 'warn'])
  assert.match(of('ffmpeg')?.todo ?? '', /KINORA_FFMPEG/)
  assert.ok(readFileSync(join(data, 'api-key'), 'utf8').length > 10)
  const told = await runCommand('doctor', [], { KINORA_DATA: data, KINORA_API_KEY: '' })
  assert.match(told.out, /^fail {2}files +1 of 1 are missing or cut\n +-> npm run kinora -- verify/m)
})
