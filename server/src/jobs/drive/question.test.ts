import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Report } from '../../spec/engine.ts'
import { ScriptedEngine, paidOffer } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'

/** Answers no question before it is told to, whatever its signal says. */
class Silent extends ScriptedEngine {
  asked = 0
  open = 0
  mostOpen = 0
  readonly answer = Promise.withResolvers<Report>()

  override async poll(): Promise<Report> {
    this.asked += 1
    this.open += 1
    this.mostOpen = Math.max(this.mostOpen, this.open)
    try {
      return await this.answer.promise
    } finally {
      this.open -= 1
    }
  }
}

test('an engine that owes an answer is not asked again, and its job ends at the deadline all the same (U37)', async (t) => {
  const house = await openHouse(t, new Silent({ class: 'opaque', offers: [paidOffer] }))
  const engine = house.engine as Silent
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const sinceMs = house.timing.now()
  const job = await house.reaches(id, 'failed', 2_000)
  const tookMs = house.timing.now() - sinceMs
  assert.equal(job.fault?.code, 'engine_timeout')
  assert.ok(tookMs <= 840_000 + 60_000, `${tookMs} ms`)
  assert.deepEqual([engine.asked, engine.mostOpen], [1, 1])
})

test('once it has answered it is asked again', async (t) => {
  const house = await openHouse(t, new Silent({ class: 'opaque' }))
  const engine = house.engine as Silent
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  const sinceMs = house.timing.now()
  await house.timing.until('a minute', () => house.timing.now() - sinceMs > 60_000, 1_000)
  engine.answer.resolve({ state: 'running', askAgainMs: 5_000 })
  await house.timing.until('more questions', () => engine.asked > 3, 1_000)
  assert.equal(engine.mostOpen, 1)
})
