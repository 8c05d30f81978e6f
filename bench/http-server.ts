/**
 * Serves the API over a real store, with nothing that renders, and beside it the bare servers it is measured against.
 * Prints one line of JSON with the addresses, then serves until its parent ends it.
 */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import send from 'send'
import { KEY, openApi } from '../server/src/api/testing/open-api.ts'
import { createDesk } from '../server/src/jobs/desk/desk.ts'
import { move } from '../server/src/spec/job.ts'
import { exampleJob } from '../server/src/spec/testing/example-job.ts'
import { ScriptedEngine } from '../server/src/spec/testing/scripted-engine.ts'
import { openStore } from '../server/src/store/open-store.ts'

/** A finished video of 20 MiB, about what 30 s at 1024x1808 take. */
const BYTES = 20 * 1_048_576
/** Commits that are timed alone, one after the other as the store makes them, each time one asks. */
const COMMITS = 1_000

const folder = mkdtempSync(join(tmpdir(), 'kinora-bench-http-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

const opened = await openStore({ folder, now: Date.now })
const engine = new ScriptedEngine({ name: 'local' })
const photos = { admit: () => Promise.reject(new Error('no photos here')), close: async () => undefined }
const desk = createDesk({ ...opened, engines: [engine], aliases: { 'sora-2': 'scripted-1' }, photos })
const { app } = openApi(undefined, { desk })

const id = `video_${'a'.repeat(48)}`
await keepFinished()
let counted = 0

const video = JSON.stringify(await desk.find(id, { owner: 'default', keyId: 'operator' }))
const path = join(folder, 'blobs', 'videos', id, 'video.mp4')
const api = await serve(getRequestListener(app.fetch))
const json = await serve((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(video)
})
const file = await serve((_, response) => {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': statSync(path).size })
  pipeline(createReadStream(path), response, () => undefined)
})
/** What Node servers usually send files with: it knows tags, ranges and conditions too. */
const sent = await serve((request, response) => void send(request, path).pipe(response))
const commits = await serve((_, response) => {
  void measureCommits().then((perSecond) => response.end(String(perSecond)))
})
process.stdout.write(`${JSON.stringify({ key: KEY, id, api, json, file, sent, commits })}\n`)

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function keepFinished(): Promise<void> {
  const { store, blobs } = opened
  const key = `videos/${id}/video.mp4`
  const { bytes, sha256 } = await blobs.put(key, new Blob([new Uint8Array(BYTES)]).stream(), { maxBytes: BYTES })
  const at = Date.now()
  const queued = exampleJob(id, { owner: 'default', createdAtMs: at })
  const submitting = move(queued, 'submitting', { attempt: 1 })
  const running = move(submitting, 'running', { startedAtMs: at })
  const storing = move(running, 'storing')
  const completed = move(storing, 'completed', { progress: 100, endedAtMs: at })
  await store.transact(async (rows) => {
    await rows.insertJob(queued)
    for (const [from, to] of [
      [queued, submitting],
      [submitting, running],
      [running, storing],
      [storing, completed],
    ] as const)
      await rows.moveJob(from, to)
    const asset = { jobId: id, kind: 'video', position: 0, key, bytes, sha256, mediaType: 'video/mp4' } as const
    await rows.insertAsset({ ...asset, createdAtMs: at })
  })
}

/** The store's own rate: a job, its first event and its queue entry in one durable commit. */
async function measureCommits(): Promise<number> {
  const { store, queue } = opened
  const startedAt = performance.now()
  for (let n = 0; n < COMMITS; n++) {
    const jobId = `video_${(counted++).toString(16).padStart(48, '0')}`
    await store.transact(async (rows) => {
      await rows.insertJob(exampleJob(jobId, { owner: 'nobody', createdAtMs: Date.now() }))
      await queue.enqueue(rows, 'bench', jobId)
    })
  }
  return COMMITS / ((performance.now() - startedAt) / 1000)
}
