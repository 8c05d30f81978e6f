import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { seedRunning } from '../kit/crowd.ts'
import { promise } from '../kit/promise.ts'
import type { Restarted } from '../kit/restart-child.ts'
import { removeFolder, root, temporaryFolder } from '../kit/server.ts'

const JOBS = 10_000
const run = promisify(execFile)

promise('P23', 'the running jobs of a killed server are taken up, and each is asked about', async (t) => {
  const folder = temporaryFolder('restart')
  t.after(() => removeFolder(folder))
  const data = join(folder, 'data')
  await seedRunning(data, JOBS)
  const child = join(import.meta.dirname, '../kit/restart-child.ts')
  const { stdout } = await run(process.execPath, [child, data, String(JOBS)], { cwd: root, timeout: 60_000 })
  const { readyMs, polledMs, asked, started, state } = JSON.parse(stdout) as Restarted
  assert.ok(readyMs <= 3_000, `ready after ${readyMs} ms`)
  assert.ok(asked >= JOBS, `${asked} asked about`)
  assert.ok(polledMs <= readyMs + 10_000, `all asked about after ${polledMs} ms`)
  assert.deepEqual([started, state], [1, 'running'], 'only the new one is started')
  return `${JOBS} running jobs: a create is answered after ${readyMs} ms, all are asked about after ${polledMs} ms`
})
