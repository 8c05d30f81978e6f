import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { runningMs } from '../../server/src/jobs/drive/limits.ts'
import { caller, draft, openHouse } from '../../server/src/jobs/testing/house.ts'
import type { House } from '../../server/src/jobs/testing/house.ts'
import { NotStarted } from '../../server/src/spec/engine-errors.ts'
import { ScriptedEngine, paidOffer } from '../../server/src/spec/testing/scripted-engine.ts'
import { promise } from '../kit/promise.ts'

const DAY_MS = 86_400_000
const JUMPS_MS = [-365 * DAY_MS, -DAY_MS, DAY_MS, 365 * DAY_MS]
const SLACK_MS = 60_000

class Remote extends ScriptedEngine {
  override async close(): Promise<void> {
    return undefined
  }
}

const openRemote = (t: TestContext, slots = 1): Promise<House> =>
  openHouse(t, new Remote({ class: 'opaque', slots, offers: [paidOffer] }))

promise('P22', 'no jump of the clock holds a job back, makes it old or ends it', async (t) => {
  for (const jumpMs of JUMPS_MS) await jumpAtEachStep(t, jumpMs)
  return `${JUMPS_MS.length} jumps, each at three steps of two lives: every job completed`
})

/** The clock is moved while a job waits for a slot, for room, for its render, and for its file. */
async function jumpAtEachStep(t: TestContext, jumpMs: number): Promise<void> {
  const house = await openRemote(t)
  const { engine, timing } = house
  await house.drive()
  const first = (await house.desk.create(draft, caller)).id
  await house.reaches(first, 'running')
  const second = (await house.desk.create(draft, caller)).id
  timing.jump(jumpMs)
  engine.nextStarts.push({ throws: new NotStarted('429', { retryAfterMs: 5_000 }), taken: false })
  engine.finish(`${first}-1`)
  await house.reaches(first, 'completed')
  await timing.until('no room', async () => (await house.rooms.store.attempts(second))[0]?.outcome === 'busy')
  timing.jump(jumpMs)
  const sinceMs = timing.monotonic()
  await house.reaches(second, 'running')
  assert.ok(timing.monotonic() - sinceMs <= SLACK_MS, `a wait of 5 s took ${timing.monotonic() - sinceMs} ms`)
  timing.jump(jumpMs)
  const asked = engine.polls
  await timing.until('asked again', () => engine.polls > asked + 2)
  assert.equal((await house.job(second)).state, 'running')
  engine.finish(`${second}-1`)
  assert.equal((await house.reaches(second, 'completed')).charge, 'charged')
}

promise('P22', 'a deadline is as far off after a jump as before it', async (t) => {
  const took = await Promise.all(
    JUMPS_MS.map(async (jumpMs) => {
      const house = await openRemote(t)
      await house.drive()
      const { id } = await house.desk.create(draft, caller)
      await house.reaches(id, 'running')
      const sinceMs = house.timing.monotonic()
      house.timing.jump(jumpMs)
      assert.equal((await house.reaches(id, 'failed', 1_000)).fault?.code, 'engine_timeout')
      return house.timing.monotonic() - sinceMs
    }),
  )
  for (const ms of took) assert.ok(Math.abs(ms - runningMs(4)) <= SLACK_MS, `${ms} ms`)
  return `${runningMs(4) / 1_000} s of rendering time ended after ${took.map((ms) => Math.round(ms / 1_000)).join(', ')} s`
})

promise('P22', 'a restart after a jump goes on, and asks before it judges', async (t) => {
  for (const jumpMs of JUMPS_MS) {
    const house = await openRemote(t)
    await house.drive()
    const running = (await house.desk.create(draft, caller)).id
    await house.reaches(running, 'running')
    const waiting = (await house.desk.create(draft, caller)).id
    await house.crash(jumpMs)
    house.engine.finish(`${running}-1`)
    await house.open()
    await house.drive()
    await house.reaches(running, 'completed')
    await house.reaches(waiting, 'running')
  }
  return `${JUMPS_MS.length} jumps between two runs: the finished render was kept, the waiting job had its turn`
})
