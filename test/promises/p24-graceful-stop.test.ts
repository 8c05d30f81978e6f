import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get, request, type ClientRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { listen } from '../../server/src/listen.ts'
import { LIMITS } from '../../server/src/spec/limits.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, root, startKinora, temporaryFolder, type Running } from '../kit/server.ts'

const folder = temporaryFolder('stop')
after(() => removeFolder(folder))

const bearer = ({ key }: Running) => ({ authorization: `Bearer ${key}` })
const photo = readFileSync(join(root, 'test/fixtures/people/hopper.jpg'))
const BEFORE = '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nA lake\r\n'
const FIELDS = ['seconds', 'size'].map(
  (name, i) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${['1', '256x256'][i]}\r\n`,
)
const PHOTO = '--b\r\nContent-Disposition: form-data; name="input_reference"; filename="a.jpg"\r\n\r\n'

/** A create whose photo is half sent. */
async function beginUpload(kinora: Running): Promise<ClientRequest> {
  const headers = { ...bearer(kinora), 'content-type': 'multipart/form-data; boundary=b' }
  const upload = request(`${kinora.url}/v1/videos`, { method: 'POST', headers })
  upload.write(BEFORE + FIELDS.join('') + PHOTO)
  await new Promise<void>((sent) => upload.write(photo.subarray(0, 20_000), () => sent()))
  return upload
}

async function textOf(response: IncomingMessage): Promise<string> {
  return Buffer.concat(await response.toArray()).toString()
}

promise(
  'P24',
  'after SIGTERM what is open ends well, what comes new is told to come again, and the exit code is 0',
  async (t) => {
    const kinora = await startKinora(join(folder, 'data'))
    t.after(() => kinora.kill())
    const stream = await fetch(`${kinora.url}/v1/events`, { headers: bearer(kinora) })
    const upload = await beginUpload(kinora)
    const exited = once(kinora.child, 'exit')
    const startedAt = performance.now()
    kinora.child.kill('SIGTERM')
    assert.match(await stream.text(), /^retry: 2000/, 'the stream ended as streams end')
    let refused = 0
    for (; refused < 50; refused += 1) {
      const answer = await fetch(`${kinora.url}/v1/models`, { headers: bearer(kinora) })
      assert.equal(answer.status, 503)
      assert.ok(Number(answer.headers.get('retry-after')) <= 60)
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'server_is_stopping')
    }
    upload.write(photo.subarray(20_000))
    upload.end('\r\n--b--\r\n')
    const [answer] = (await once(upload, 'response')) as [IncomingMessage]
    const text = await textOf(answer)
    assert.equal(answer.statusCode, 200, text)
    assert.deepEqual(await exited, [0, null], kinora.output())
    const stoppedMs = performance.now() - startedAt

    // What was acknowledged on the way out is there after the next start.
    const again = await startKinora(join(folder, 'data'))
    const { id } = JSON.parse(text) as { id: string }
    assert.equal((await fetch(`${again.url}/v1/videos/${id}`, { headers: bearer(again) })).status, 200)
    assert.equal(await again.stop(), 0)
    return `1 upload finished, ${refused} refused, 1 stream ended, 0 errors, gone after ${stoppedMs.toFixed(0)} ms`
  },
)

promise('P24', 'an answer that does not end is cut after the time that a stop has', async () => {
  assert.equal(LIMITS.stopMs, 10_000)
  const hanging = Promise.withResolvers<void>()
  const server = await listen(() => hanging.resolve(), '127.0.0.1', 0, { ...LIMITS, stopMs: 300 })
  const asked = get({ host: '127.0.0.1', port: server.port })
  const cut = once(asked, 'error')
  await hanging.promise
  const startedAt = performance.now()
  await server.close()
  assert.ok(performance.now() - startedAt >= 290)
  await cut
  return '1 of 1 cut'
})
