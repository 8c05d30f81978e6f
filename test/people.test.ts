import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import OpenAI, { toFile } from 'openai'
import type { Video } from '../server/src/spec/video.ts'
import { openServer, sdkFor } from './kit/in-process.ts'
import { HOSTED_MODEL, openHosted } from './kit/provider/hosted.ts'
import { removeFolder, root, temporaryFolder, until } from './kit/server.ts'

const photo = async () => toFile(await openAsBlob(join(root, 'test/fixtures/people/hopper.jpg')), 'hopper.jpg')
const consent = { version: '2026-11', attested_by: 'self' }

async function ended(client: OpenAI, id: string) {
  return until('the video', 30, async () => {
    const video = await client.videos.retrieve(id)
    return video.status === 'completed' || video.status === 'failed' ? video : undefined
  })
}

test('stranded code that sends a photo to a hosted engine is told once what to send, and the official SDK can send it', async (t) => {
  const { client, requests, provider } = await openHosted(t)
  const order = { model: HOSTED_MODEL, prompt: 'She waves', seconds: '1', size: '128x128' }
  await assert.rejects(client.videos.create({ ...order, input_reference: await photo() } as never), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError, String(error))
    assert.deepEqual([error.code, error.param], ['consent_required', 'consent'])
    return /sends photos to 127\.0\.0\.1.*consent\[version\].*\/v1\/consents\/texts/.test(error.message)
  })
  assert.equal(requests.length, 1, 'a refusal is not sent again')
  assert.deepEqual(provider.account.report().renders, {})
  const made = await client.videos.create({ ...order, input_reference: await photo(), consent } as never)
  assert.equal((await ended(client, made.id)).status, 'completed')
  assert.deepEqual(Object.values(provider.account.report().renders), [1])
})

test('the same code without a word more works on the engine of this machine', async () => {
  const folder = temporaryFolder('people-local')
  const kinora = await openServer(join(folder, 'data'))
  try {
    const { client } = sdkFor(kinora)
    const order = {
      model: 'sora-2',
      prompt: 'She waves',
      seconds: '1',
      size: '256x256',
      input_reference: await photo(),
    }
    const { id } = await client.videos.create(order as never)
    assert.equal((await ended(client, id)).status, 'completed')
  } finally {
    await kinora.close()
    removeFolder(folder)
  }
})

/** The command line, as a process of its own. */
async function command(data: string, port: string, ...words: string[]): Promise<string> {
  const { npm_lifecycle_event: _, ...inherited } = process.env
  const env = { ...inherited, KINORA_DATA: data, HOST: '127.0.0.1', PORT: port }
  const file = join(root, 'server/src/commands/people.ts')
  return (await promisify(execFile)(process.execPath, [file, ...words], { env })).stdout
}

test('the removal command tells first, then removes, beside a running server and without one', async () => {
  const folder = temporaryFolder('people-command')
  const data = join(folder, 'data')
  const kinora = await openServer(data)
  const { port } = new URL(kinora.url)
  try {
    const { key } = await sdkFor(kinora).client.post<{ key: string }>('/keys', { body: { name: 'a', owner: 'anna' } })
    const { client } = sdkFor(kinora, key)
    const save = async (name: string) =>
      client.post<{ id: string }>('/people', {
        body: { name, photo: `data:;base64,${Buffer.from(await (await photo()).arrayBuffer()).toString('base64')}` },
      })
    const [one, two] = [await save('Ann \u{1B}[2J'), await save('Ben')]
    const create = (prompt: string) =>
      client.videos.create({ prompt, seconds: 60, size: '256x256' } as never) as unknown as Promise<Video>
    const running = await create('@Ben walks')
    assert.match(await command(data, port, 'list', '--owner', 'anna'), new RegExp(`${one.id} +Ann \u{FFFD}\\[2J +1\n`))
    await assert.rejects(command(data, port, 'remove', two.id), /No person with id/)
    const told = await command(data, port, 'remove', two.id, '--with-videos', '--dry-run', '--owner', 'anna')
    assert.match(told, new RegExp(`Would remove[^]*photo_[^]*video  ${running.id}[^]*Nothing was changed`))
    assert.equal((await client.videos.retrieve(running.id)).id, running.id)
    const done = await command(data, port, 'remove', two.id, '--with-videos', '--owner', 'anna')
    assert.match(done, new RegExp(`^Removed ${two.id}[^]*video  ${running.id}`))
    await assert.rejects(client.videos.retrieve(running.id), OpenAI.NotFoundError)
    await assert.rejects(client.get(`/people/${two.id}`), OpenAI.NotFoundError)
    await kinora.close()
    const offline = await command(data, port, 'remove', one.id, '--owner', 'anna')
    assert.match(offline, new RegExp(`^Removed ${one.id}, and:\n  photo  photo_`))
    assert.equal(await command(data, port, 'list', '--owner', 'anna'), 'ID  NAME  PHOTOS\n')
    await assert.rejects(command(data, port, 'remove'), /Usage:/)
  } finally {
    await kinora.close().catch(() => undefined)
    removeFolder(folder)
  }
})
