import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EngineClass } from '../../spec/engine.ts'
import type { Job } from '../../spec/job.ts'
import type { Store } from '../../spec/store.ts'
import { ScriptedEngine, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

/** An engine whose process outlives ours: only `local` renders die with the server. */
class Remote extends ScriptedEngine {
  override async close(): Promise<void> {
    if (this.class === 'local') await super.close()
  }
}

/** A store on which the process dies at its nth transaction: just before it, or after the commit with nobody told. */
function dying(store: Store, nth: number, when: 'before' | 'after', onDeath: () => void): Store {
  let count = 0
  const never = new Promise<never>(() => undefined)
  const wrapped: Pick<Store, 'transact'> = {
    async transact(work) {
      count += 1
      if (count > nth) return never
      if (count < nth) return store.transact(work)
      if (when === 'after') await store.transact(work)
      onDeath()
      return never
    },
  }
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transact') return wrapped.transact.bind(wrapped)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Lets one process live until its nth transaction, then a second one finish what is left. */
async function liveTwice(house: House, nth: number, when: 'before' | 'after'): Promise<Job | undefined> {
  await house.stop()
  let dead = false
  await house.open((store) => dying(store, nth, when, () => (dead = true)))
  await house.drive()
  const creation = house.desk.create(draft, caller)
  creation.catch(() => undefined)
  await house.timing.until('death', () => dead)
  await house.crash()
  await house.open()
  await house.drive()
  const [job] = await house.rooms.store.jobsOf(caller.owner, { limit: 2, order: 'asc' })
  if (!job) return undefined
  await house.timing.until('an end', async () => (await house.job(job.id)).endedAtMs !== null)
  return house.job(job.id)
}

/** create, submit, handle, storing, completed: these are all the transactions of an untroubled life. */
const STEPS = [1, 2, 3, 4, 5]
const CLASSES: EngineClass[] = ['local', 'idempotent', 'findable', 'opaque']

for (const engineClass of CLASSES) {
  describe(`with a kill at any commit, a job of class ${engineClass}`, () => {
    for (const nth of STEPS) {
      for (const when of ['before', 'after'] as const) {
        test(`ends rightly: ${when} transaction ${nth}`, async (t) => {
          const engine = new Remote({ class: engineClass })
          engine.firstReport = { state: 'done', result: scriptedResult() }
          const house = await openHouse(t, engine)
          const job = await liveTwice(house, nth, when)
          if (nth === 1 && when === 'before') return assert.equal(job, undefined)
          assert.ok(job)
          // Between the intent and the handle nobody can know whether the engine was called.
          const ambiguous = (nth === 2 && when === 'after') || (nth === 3 && when === 'before')
          const unknowable = ambiguous && engineClass === 'opaque'
          assert.equal(job.state, unknowable ? 'failed' : 'completed')
          assert.equal(job.fault?.code, unknowable ? 'outcome_unknown' : undefined)
          assert.equal(job.charge, 'none')
          if (engineClass !== 'local') assert.ok(engine.starts.size <= 1, 'one key')
          if (engineClass === 'opaque' || engineClass === 'findable')
            assert.ok(Math.max(0, ...engine.starts.values()) <= 1, 'one call')
          if (engineClass === 'findable') assert.equal(engine.finds.length, ambiguous ? 1 : 0)
          if (nth === 5 && when === 'after')
            assert.equal(engine.starts.size, 1, 'a completed job is never rendered again')
          assert.equal((await house.files()).length, unknowable ? 0 : 3)
          assert.equal((await house.rooms.store.events(job.id, 0)).at(-1)?.type, job.state)
          assert.equal(await house.rooms.queue.recover(), 0, 'nothing left to drive')
        })
      }
    }
  })
}

test('a graceful stop leaves a running job, and the next start goes on with the same render', async (t) => {
  const house = await openHouse(t, new Remote({ class: 'opaque' }))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  await house.stop()
  assert.equal(house.timing.asleep, 0, 'nothing sleeps on')
  await house.open()
  assert.equal((await house.desk.find(id, caller))?.status, 'in_progress')
  await house.drive()
  house.engine.finish(`${id}-1`)
  await house.reaches(id, 'completed')
  assert.deepEqual([...house.engine.starts.values()], [1])
})

test('a stop waits for a start under way, so that its handle is not lost', async (t) => {
  const engine = new Remote({ class: 'opaque' })
  const house = await openHouse(t, engine)
  const gate = Promise.withResolvers<void>()
  engine.startGate = gate.promise
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.timing.until('called', () => engine.starts.size === 1)
  const stopped = house.stop()
  gate.resolve()
  await stopped
  await house.open()
  assert.equal((await house.job(id)).state, 'running')
})

test('the deadline counts what passed while the server was down', async (t) => {
  const house = await openHouse(t, new Remote({ class: 'opaque' }))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  await house.crash(3_600_000)
  await house.open()
  await house.drive()
  assert.equal((await house.reaches(id, 'failed')).fault?.code, 'engine_timeout')
})

test('a verdict reached while the server slept through the deadline still counts', async (t) => {
  const house = await openHouse(t, new Remote({ class: 'opaque' }))
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  await house.crash(3_600_000)
  house.engine.finish(`${id}-1`)
  await house.open()
  await house.drive()
  await house.reaches(id, 'completed')
})

test('many restarts do not use up the tries of a free render', async (t) => {
  const house = await openHouse(t, new Remote({ class: 'local' }))
  const { id } = await house.desk.create(draft, caller)
  for (let turn = 1; turn <= 6; turn += 1) {
    await house.drive()
    await house.timing.until(`start ${turn}`, () => house.engine.starts.has(`${id}-${turn}`))
    await house.reaches(id, 'running')
    await house.crash()
    await house.open()
  }
  await house.drive()
  await house.timing.until('start 7', () => house.engine.starts.has(`${id}-7`))
  house.engine.finish(`${id}-7`)
  await house.reaches(id, 'completed')
})
