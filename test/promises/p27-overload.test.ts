import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { LIMITS } from '../../server/src/spec/limits.ts'
import { startBare } from '../kit/bare-server.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'
import { residentMb } from './p14-memory.ts'

/** reliability.md P27: 60 s, 512 MB. Three times as many requests as there are places. */
const [RETRY_S, MOST_MB, BURST] = [60, 512, 3 * LIMITS.requestsAtOnce]
const skip = process.platform === 'linux' ? undefined : 'reads /proc'

promise(
  'P27',
  "one key's burst of three times what fits is refused early, and others are answered meanwhile",
  async (t) => {
    const folder = temporaryFolder('overload')
    t.after(() => removeFolder(folder))
    const server = await startBare(t, join(folder, 'data'), { KINORA_RATE_LIMIT: 'off' })
    const json = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'other', owner: 'other' })
    const made = await fetch(`${server.url}/v1/keys`, { method: 'POST', headers: json, body })
    const { key: other } = (await made.json()) as { key: string }

    const { host, port } = new URL(server.url)
    const heads: string[] = []
    const open = async (): Promise<Socket> => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.once('data', (bytes: Buffer) => heads.push(bytes.toString()))
      await once(socket, 'connect')
      // A body that is still to come: the place is taken until then.
      socket.write(
        `POST /v1/videos HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${server.key}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      )
      return socket
    }
    const sockets: Socket[] = []
    t.after(() => sockets.forEach((socket) => socket.destroy()))
    const ask = async (): Promise<number> =>
      (await fetch(`${server.url}/v1/models`, { headers: { authorization: `Bearer ${other}` } })).status
    const statuses: number[] = []
    while (sockets.length < BURST) {
      sockets.push(...(await Promise.all(Array.from({ length: 128 }, open))))
      statuses.push(await ask())
    }
    const left = BURST - LIMITS.requestsPerKey
    await until('the refusals', 10, async () => (heads.length >= left ? true : undefined))
    const mb = residentMb(server.child.pid ?? assert.fail())
    assert.deepEqual(new Set(statuses), new Set([200]), 'another key is answered throughout')
    for (const head of heads) {
      assert.match(head, /^HTTP\/1\.1 (?:429|503|408) /)
      if (!head.startsWith('HTTP/1.1 408'))
        assert.ok(Number(/\r\nretry-after: (\d+)\r\n/i.exec(head)?.[1] ?? Infinity) <= RETRY_S, head)
    }
    const refused = heads.filter((head) => !head.startsWith('HTTP/1.1 408')).length
    assert.ok(refused >= LIMITS.requestsAtOnce, `${refused} refused`)
    assert.ok(mb <= MOST_MB, `${mb.toFixed(0)} MB`)
    assert.equal(server.child.exitCode, null)
    return `${refused} of ${BURST} refused with Retry-After, another key answered ${statuses.length} of ${statuses.length}, ${mb.toFixed(0)} MB`
  },
  { skip },
)
