import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { FIND_MS, QUEUE_MS, START_MS, STORE_MS, runningMs } from '../../server/src/jobs/drive/limits.ts'
import { caller, draft, openHouse } from '../../server/src/jobs/testing/house.ts'
import type { House } from '../../server/src/jobs/testing/house.ts'
import type { EngineClass } from '../../server/src/spec/engine.ts'
import { EngineStopped, NotStarted } from '../../server/src/spec/engine-errors.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../server/src/spec/testing/scripted-engine.ts'
import { promise } from '../kit/promise.ts'

const MINUTE_MS = 60_000
const RUNNING_MS = runningMs(4)
const never = new Promise<never>(() => undefined)

/** An engine whose faults do not pass. */
class Faulty extends ScriptedEngine {
  throws: (() => Error) | undefined
  answers = true

  override async start(request: Parameters<ScriptedEngine['start']>[0]) {
    if (this.throws) throw this.throws()
    return super.start(request)
  }

  override async poll(handle: { readonly render: string }) {
    if (!this.answers) await never
    return super.poll(handle)
  }
}

interface Fault {
  readonly name: string
  readonly class?: EngineClass
  /** Another job meets it before. */
  readonly second?: boolean
  readonly withinMs: number
  readonly code: string
  readonly charge: 'none' | 'unknown'
  readonly cause: (engine: Faulty) => unknown
}

const lost = { throws: new Error('socket hang up'), taken: true }
const stopped = () => new EngineStopped('Top it up.', { code: 'engine_unavailable', message: 'It takes no orders.' })
const nowhere = scriptedResult({ video: () => Promise.reject(new Error('404')) })
const forget = (engine: Faulty) => void Object.assign(engine.renders, { get: () => undefined })
const unfound = { nextFinds: Array.from({ length: 999 }, () => undefined) }

const FAULTS: readonly Fault[] = [
  {
    name: 'U1 refused',
    withinMs: 5 * MINUTE_MS,
    code: 'engine_unavailable',
    charge: 'none',
    cause: (engine) => (engine.throws = () => new NotStarted('refused')),
  },
  {
    name: 'U2 silent at the start',
    withinMs: START_MS,
    code: 'outcome_unknown',
    charge: 'unknown',
    cause: (engine) => (engine.startGate = never),
  },
  {
    name: 'U2 silent at the start, A',
    class: 'idempotent',
    withinMs: FIND_MS + 2 * START_MS,
    code: 'outcome_unknown',
    charge: 'unknown',
    cause: (engine) => (engine.startGate = never),
  },
  {
    name: 'U3 reset',
    withinMs: 0,
    code: 'outcome_unknown',
    charge: 'unknown',
    cause: (engine) => engine.nextStarts.push(lost),
  },
  {
    name: 'U3 reset, B, never found',
    class: 'findable',
    withinMs: FIND_MS,
    code: 'outcome_unknown',
    charge: 'unknown',
    cause: (engine) => (engine.nextStarts.push(lost), Object.assign(engine, unfound)),
  },
  {
    name: 'U9 a bad key',
    withinMs: 0,
    code: 'engine_unavailable',
    charge: 'none',
    cause: (engine) => (engine.throws = stopped),
  },
  {
    name: 'U10 no balance for ever, found by another job',
    second: true,
    withinMs: QUEUE_MS,
    code: 'expired_in_queue',
    charge: 'none',
    cause: (engine) => ((engine.throws = stopped), (engine.health = { ready: false, reason: 'Top it up.' })),
  },
  {
    name: 'U12 full for ever',
    withinMs: QUEUE_MS,
    code: 'expired_in_queue',
    charge: 'none',
    cause: (engine) => (engine.throws = () => new NotStarted('429', { retryAfterMs: 600_000 })),
  },
  {
    name: 'U17 done without a file',
    withinMs: STORE_MS,
    code: 'engine_error',
    charge: 'unknown',
    cause: (engine) => (engine.firstReport = { state: 'done', result: nowhere }),
  },
  { name: 'U20 forgotten', withinMs: 2 * MINUTE_MS, code: 'engine_lost', charge: 'unknown', cause: forget },
  {
    name: 'U21 errors for ever',
    withinMs: RUNNING_MS,
    code: 'engine_timeout',
    charge: 'unknown',
    cause: (engine) => engine.nextPolls.push(...Array.from({ length: 999 }, () => new Error('502'))),
  },
  { name: 'U22 never ends', withinMs: RUNNING_MS, code: 'engine_timeout', charge: 'unknown', cause: () => undefined },
  {
    name: 'U37 silent when asked',
    withinMs: RUNNING_MS,
    code: 'engine_timeout',
    charge: 'unknown',
    cause: (engine) => (engine.answers = false),
  },
]

promise('P5', 'a job ends by its deadline, whatever its engine does', async (t) => {
  const late = await Promise.all(FAULTS.map((fault) => endOf(t, fault)))
  return `${FAULTS.length} faults that never pass: at most ${Math.max(...late)} s after the deadline`
})

/** Seconds past the deadline. */
async function endOf(t: TestContext, fault: Fault): Promise<number> {
  const engine = new Faulty({ class: fault.class ?? 'opaque', offers: [paidOffer] })
  const house = await openHouse(t, engine)
  fault.cause(engine)
  await house.drive()
  if (fault.second) await house.reaches((await house.desk.create(draft, caller)).id, 'failed')
  const { id } = await house.desk.create(draft, caller)
  const passed = await pass(house, id, fault)
  const { fault: met, charge } = await house.job(id)
  assert.deepEqual([met?.code, charge], [fault.code, fault.charge], fault.name)
  assert.ok(passed <= fault.withinMs + MINUTE_MS, `${fault.name} ended after ${passed} ms`)
  return Math.max(0, Math.round((passed - fault.withinMs) / 1_000))
}

/** Lets time pass until the job has ended: with long steps at first, so that a day is short. Milliseconds that passed. */
async function pass(house: House, id: string, { name, withinMs }: Fault): Promise<number> {
  const startMs = house.timing.now()
  const [passed, ended] = [() => house.timing.now() - startMs, async () => (await house.job(id)).endedAtMs !== null]
  const nearly = async () => passed() >= withinMs - 5 * MINUTE_MS || (await ended())
  await house.timing.until(`almost: ${name}`, nearly, Math.max(2_000, withinMs / 300))
  await house.timing.until(name, async () => passed() > withinMs + 10 * MINUTE_MS || (await ended()), 2_000)
  return passed()
}
