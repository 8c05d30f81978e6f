/** Ten thousand running jobs on one process: how soon a restart has them all, and what asking about them costs. */
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { createDriver } from '../server/src/jobs/drive/driver.ts'
import { openStore } from '../server/src/store/open-store.ts'
import { BusyEngine, seedRunning } from '../test/kit/crowd.ts'
import { removeFolder, temporaryFolder } from '../test/kit/server.ts'

const JOBS = 10_000
const ASK_AGAIN_MS = 5_000
const SETTLE_MS = 5_000
const WATCH_MS = 20_000
const monotonic = () => performance.now()

const folder = temporaryFolder('bench-jobs')
const mib = (bytes: number) => Math.round(bytes / 1_048_576)

/** Share of one core while `ms` pass. */
async function cpuShare(ms: number): Promise<number> {
  const [before, startedAt] = [process.cpuUsage(), monotonic()]
  await wait(ms)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / (monotonic() - startedAt)
}

try {
  await seedRunning(join(folder, 'data'), JOBS)
  const idleBytes = process.memoryUsage().rss
  const startedAt = monotonic()
  const rooms = await openStore({ folder: join(folder, 'data'), now: Date.now, monotonic })
  const engine = new BusyEngine(JOBS, ASK_AGAIN_MS)
  const driver = createDriver({ ...rooms, engines: [engine] })
  await driver.start()
  while (engine.seen.size < JOBS) await wait(5)
  console.log(`${JOBS} running jobs after a restart: all asked about within ${Math.round(monotonic() - startedAt)} ms`)

  await wait(SETTLE_MS)
  const [lag, polls] = [monitorEventLoopDelay({ resolution: 5 }), engine.polls]
  lag.enable()
  const share = await cpuShare(WATCH_MS)
  const perSecond = ((engine.polls - polls) / WATCH_MS) * 1_000
  console.log(
    `asked about every ${ASK_AGAIN_MS / 1_000} to ${(ASK_AGAIN_MS * 1.2) / 1_000} s: ${Math.round(perSecond)} questions a second, ` +
      `${share.toFixed(2)} of a core, event loop p99 ${Math.round(lag.percentile(99) / 1e6)} ms and at most ` +
      `${Math.round(lag.max / 1e6)} ms late, ${mib(process.memoryUsage().rss - idleBytes)} MiB more memory`,
  )
  const stoppedAt = monotonic()
  await driver.stop()
  console.log(`a graceful stop of them: ${Math.round(monotonic() - stoppedAt)} ms`)
  await rooms.close()
} finally {
  removeFolder(folder)
}
