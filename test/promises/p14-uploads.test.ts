import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { after } from 'node:test'
import { startBare } from '../kit/bare-server.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'
import { peakOf, residentMb } from './p14-memory.ts'

/** reliability.md P14 is about forms. A data URL must be a string before it is a photo: measured 133 to 221; MB. */
const [AT_ONCE, MORE_MB, MORE_TEXT_MB] = [8, 200, 300]
const CHUNK = 65_536
const skip = process.platform === 'linux' ? undefined : 'reads /proc'
const folder = temporaryFolder('memory')
after(() => removeFolder(folder))
type Server = Awaited<ReturnType<typeof startBare>>

/** Sends a body that is made while it is sent, as fast as it is taken; gives the answer. */
async function send({ url, key }: Server, type: string, pieces: () => Iterable<Buffer | string>): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type }
  const asked = ask(`${url}/v1/videos`, { method: 'POST', headers, agent: false })
  const answered = once(asked, 'response')
  // A refusal may come before the end of the body.
  await pipeline(Readable.from(pieces()), asked).catch(() => undefined)
  const [response] = await answered
  return `${response.statusCode} ${await text(response)}`
}

const EDGE = 'edge-of-a-part'
/** 64 MiB less a little: three files of 20 MiB and a text. Nothing of it is a photo. */
function* form(): Iterable<Buffer | string> {
  yield `--${EDGE}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nA lake\r\n`
  for (const name of ['a', 'b', 'c']) {
    yield `--${EDGE}\r\nContent-Disposition: form-data; name="input_reference"; filename="${name}.jpg"\r\n\r\n`
    for (let left = 319; left > 0; left -= 1) yield Buffer.alloc(CHUNK, name)
    yield '\r\n'
  }
  yield `--${EDGE}--\r\n`
}

function* urlForm(): Iterable<Buffer | string> {
  yield `--${EDGE}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nA lake\r\n`
  yield `--${EDGE}\r\nContent-Disposition: form-data; name="input_reference[image_url]"\r\n\r\ndata:image/jpeg;base64,`
  for (let left = 319; left > 0; left -= 1) yield 'A'.repeat(CHUNK)
  yield `\r\n--${EDGE}--\r\n`
}

/** As large a data URL as there may be. Nothing of it is a photo. */
function* json(): Iterable<Buffer | string> {
  yield '{"prompt":"A lake","input_reference":{"image_url":"data:image/jpeg;base64,'
  for (let left = 319; left > 0; left -= 1) yield 'A'.repeat(CHUNK)
  yield '"}}'
}

/** What each kind of body is, and how it comes. */
const BODIES: readonly (readonly [what: string, type: string, pieces: () => Iterable<Buffer | string>])[] = [
  ['forms of 60 MiB', `multipart/form-data; boundary=${EDGE}`, form],
  ['JSON bodies with 20 MiB in a data URL', 'application/json', json],
  ['forms with 20 MiB in a data URL', `multipart/form-data; boundary=${EDGE}`, urlForm],
]

promise(
  'P14',
  '8 uploads at once do not fill the memory, in any encoding',
  async (t) => {
    const figures: string[] = []
    for (const [index, [what, type, pieces]] of BODIES.entries()) {
      const server = await startBare(t, join(folder, String(index)))
      const pid = server.child.pid ?? assert.fail()
      assert.match(await send(server, 'application/json', () => ['{}']), /^400 /)
      const before = residentMb(pid)
      const all = Array.from({ length: AT_ONCE })
      const { own } = await peakOf(pid, () =>
        Promise.all(all.map(async () => assert.match(await send(server, type, pieces), /^400 /))),
      )
      const more = own - before
      await server.stop()
      figures.push(`${AT_ONCE} ${what}: ${more.toFixed(0)} MB more than the ${before.toFixed(0)} before`)
    }
    const most = figures.map((figure) => Number(/: (\d+)/.exec(figure)?.[1]))
    assert.ok(
      most.every((more, index) => more <= (index === 0 ? MORE_MB : MORE_TEXT_MB)),
      figures.join('\n'),
    )
    return figures.join('; ')
  },
  { skip },
)
