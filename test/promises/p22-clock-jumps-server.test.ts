import assert from 'node:assert/strict'
import { globSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI from 'openai'
import { startBare } from '../kit/bare-server.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { promise } from '../kit/promise.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const DAY_S = 86_400
const JUMPS_S = [DAY_S, -DAY_S, 365 * DAY_S, -365 * DAY_S]
const [LIBRARY] = process.platform === 'linux' ? globSync('/usr/lib/*/faketime/libfaketime.so.1') : []

promise(
  'P22',
  'the clock of a whole server jumps while videos wait, render and end',
  async (t) => {
    const folder = temporaryFolder('p22')
    t.after(() => removeFolder(folder))
    const [data, clock] = [join(folder, 'data'), join(folder, 'clock')]
    let offset = 0
    /** Seconds from the true time; read by the server at every look at its clock. */
    const jump = (seconds: number): void => {
      offset += seconds
      writeFileSync(clock, `${offset >= 0 ? '+' : ''}${offset}\n`)
      utimesSync(clock, new Date(), new Date())
    }
    jump(0)
    const server = await startBare(t, data, {
      LD_PRELOAD: LIBRARY ?? '',
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    })
    const client = new OpenAI({ apiKey: server.key, baseURL: `${server.url}/v1` })
    const body = { prompt: 'Two friends at a lake', seconds: 2, size: '256x256' } as never
    /** Days that the server is off, at each order's arrival. */
    const off: number[] = []
    const acknowledged: string[] = []
    for (const seconds of JUMPS_S) {
      // One renders and the others wait when the clock moves; each then sees the next jump in another state.
      for (let n = 0; n < 2; n += 1) {
        const { id, created_at } = await client.videos.create(body)
        acknowledged.push(id)
        off.push(Math.round((created_at - Date.now() / 1000) / DAY_S) || 0) // no -0
      }
      jump(seconds)
    }
    assert.deepEqual(off, [0, 0, 1, 1, 0, 0, 365, 365], 'the server saw no jump')
    await until('every video', 90, async () => {
      const all = await Promise.all(acknowledged.map((id) => client.videos.retrieve(id)))
      for (const { status, error } of all) assert.notEqual(status, 'failed', JSON.stringify(error))
      return all.every(({ status }) => status === 'completed') ? true : undefined
    })
    await server.stop()
    assert.deepEqual(await checkInvariants(data, { acknowledged }), [])
    return `${JUMPS_S.length} jumps of a day and a year, ${acknowledged.length} of ${acknowledged.length} videos whole`
  },
  { skip: LIBRARY === undefined ? 'libfaketime is not installed (Debian: apt-get install libfaketime)' : undefined },
)
