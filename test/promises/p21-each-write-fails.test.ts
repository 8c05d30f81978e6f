import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startBare, type Bare } from '../kit/bare.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { works } from '../kit/mounts.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const skip = works('strace', '-V') ? undefined : 'strace is not installed'
/** The how manieth write fails, and how. Those below are of the start, of orders and of their videos. */
const WRITES = [5, 9, 20, 44] as const
const ORDERS = 3

promise(
  'P21',
  'one write or sync in the life of a few orders fails',
  async (t) => {
    const folder = temporaryFolder('each-write')
    t.after(() => removeFolder(folder))
    const providers = await openProviders(folder)
    const options = { env: { KINORA_ENGINES: providers.file } }
    let [stopped, acknowledged] = [0, 0]
    try {
      for (const [index, when] of WRITES.entries()) {
        const call = index % 2 === 0 ? 'fsync' : 'pwrite64'
        const data = join(folder, String(when))
        const inject = [`trace=${call}`, '-e', `inject=${call}:error=EIO:when=${when}`]
        let end: number | null = null
        const ids: string[] = []
        const under = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', ...inject]
        const server = await startBare(data, { ...options, under }, (code) => (end = code))
        if (server) {
          try {
            for (let i = 0; i < ORDERS; i += 1) ids.push(...(await order(server.url, server.key)))
            for (const id of ids)
              await until(
                `the end of ${id}`,
                20,
                async () => !server.alive() || (await isDone(server, id)) || undefined,
              )
          } finally {
            spawnSync('pkill', ['-TERM', '-P', String(server.child.pid)]) // what strace runs, by its parent's id
          }
          await server.ended
          end = server.child.exitCode
        }
        assert.ok(end === 0 || end === 70 || server === undefined, `${call} ${when}: ended with ${end}`)
        if (end !== 0) stopped += 1
        const next = await startBare(data, options, (_, output) => assert.fail(`${call} ${when}: ${output}`))
        assert.equal(await next?.stop(), 0)
        const wrong = await checkInvariants(data, { acknowledged: ids })
        assert.deepEqual(
          wrong.filter((one) => !/has not ended|still holds/.test(one)),
          [],
          `${call} ${when}`,
        )
        acknowledged += ids.length
      }
    } finally {
      await providers.close()
    }
    assert.ok(stopped > 0 && acknowledged > 0)
    return `${WRITES.length} places: ${stopped} stopped the server, 0 lost of ${acknowledged} acknowledged, every next start sound`
  },
  { skip },
)

/** The id, if it was acknowledged. */
async function order(url: string, key: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ prompt: 'A quiet lake', seconds: '1', size: '128x128', model: 'idempotent' })
  const response = await fetch(`${url}/v1/videos`, { method: 'POST', headers, body }).catch(() => undefined)
  const answer = await response?.json().catch(() => undefined)
  return response?.status === 200 ? [(answer as { id: string }).id] : []
}

async function isDone({ url, key }: Bare, id: string): Promise<boolean> {
  const asked = fetch(`${url}/v1/videos/${id}`, { headers: { authorization: `Bearer ${key}` } })
  const answer = await asked.then((response) => response.json()).catch(() => undefined)
  return (answer as { status?: string } | undefined)?.status === 'completed'
}
