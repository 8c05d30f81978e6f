import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EngineClass } from '../../spec/engine.ts'
import { NotStarted } from '../../spec/engine-errors.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../testing/house.ts'
import type { House } from '../testing/house.ts'

/** Only `local` renders die with the server. */
class Remote extends ScriptedEngine {
  override async close(): Promise<void> {
    if (this.class === 'local') await super.close()
  }
}

const CLASSES: readonly EngineClass[] = ['local', 'idempotent', 'findable', 'opaque']
/** `busy`: waits for room at the engine. `starting`: the engine has the order and has not answered. */
const PLACES = ['queued', 'busy', 'starting', 'running', 'storing'] as const
type Place = (typeof PLACES)[number]

interface Scene {
  readonly house: House
  readonly id: string
  /** Lets the engine answer what it owes. */
  readonly letGo: () => void
}

/** A paid job that has come to this place and stays there. */
async function bring(house: House, place: Place): Promise<Scene> {
  const { engine } = house
  const gate = Promise.withResolvers<void>()
  const { id } = await house.desk.create(draft, caller)
  const key = `${id}-1`
  const letGo = () => {
    gate.resolve()
    engine.startGate = Promise.resolve()
    engine.nextStarts.length = 0
    engine.firstReport = { state: 'done', result: scriptedResult() }
    if (engine.renders.has(key)) engine.finish(key)
  }
  if (place === 'queued') return { house, id, letGo }
  if (place === 'starting') engine.startGate = gate.promise
  if (place === 'busy') engine.nextStarts.push({ throws: new NotStarted('429', { retryAfterMs: 9_000 }), taken: false })
  const video = async () => (await gate.promise, scriptedResult().video())
  if (place === 'storing') engine.firstReport = { state: 'done', result: scriptedResult({ video }) }
  await house.drive()
  const { store } = house.rooms
  await house.timing.until(place, async () => {
    if (place === 'starting') return engine.renders.has(key)
    if (place === 'busy') return (await store.attempts(id))[0]?.outcome === 'busy'
    return (await house.job(id)).state === place
  })
  return { house, id, letGo }
}

async function scene(t: Parameters<typeof openHouse>[0], engineClass: EngineClass, place: Place): Promise<Scene> {
  return bring(await openHouse(t, new Remote({ class: engineClass, offers: [paidOffer] })), place)
}

/** Everything that must hold of an ended job, whatever happened to it. */
async function nothingLeft({ house, id }: Scene, engineClass: EngineClass): Promise<void> {
  const { queue } = house.rooms
  await house.timing.until('nothing to drive', async () => !(await queue.names()).includes('video.scripted'))
  if (engineClass !== 'local') assert.deepEqual([...house.engine.starts.keys()].slice(1), [], 'one key')
  if (engineClass === 'opaque') assert.ok((house.engine.starts.get(`${id}-1`) ?? 0) <= 2)
}

for (const engineClass of CLASSES) {
  describe(`a job of class ${engineClass}, wherever it is`, () => {
    for (const place of PLACES) {
      const taken = place !== 'queued' && place !== 'busy'
      test(`is cancelled while ${place}, and its engine told`, async (t) => {
        const found = await scene(t, engineClass, place)
        const { house, id, letGo } = found
        const video = await house.lineage.cancel(id, caller)
        assert.deepEqual([video.status, video.charge], ['failed', taken ? 'unknown' : 'none'])
        letGo()
        if (place === 'queued') await house.drive()
        await nothingLeft(found, engineClass)
        assert.equal((await house.job(id)).state, 'cancelled')
        assert.equal(house.engine.cancelled.has(`${id}-1`), taken)
        assert.deepEqual(await house.files(), [])
      })
      test(`is deleted while ${place}, and leaves nothing`, async (t) => {
        const found = await scene(t, engineClass, place)
        const { house, id, letGo } = found
        const removed = house.desk.remove(id, caller)
        letGo()
        assert.equal(await removed, true)
        if (place === 'queued') await house.drive()
        await nothingLeft(found, engineClass)
        await house.timing.until('told', () => house.engine.cancelled.has(`${id}-1`) === taken)
        await house.timing.until('no files', async () => (await house.files()).length === 0)
        assert.equal(await house.rooms.store.job(id), undefined)
      })
      for (const ending of ['stop', 'crash'] as const) {
        test(`outlives a ${ending} while ${place}`, async (t) => {
          const found = await scene(t, engineClass, place)
          const { house, id, letGo } = found
          if (ending === 'crash') await house.crash()
          const stopped = ending === 'stop' ? house.stop() : undefined
          letGo()
          await stopped
          await house.open()
          await house.drive()
          await house.timing.until('an end', async () => (await house.job(id)).endedAtMs !== null)
          const { state, fault, charge } = await house.job(id)
          const lost = ending === 'crash' && place === 'starting' && engineClass === 'opaque'
          assert.deepEqual([state, charge], lost ? ['failed', 'unknown'] : ['completed', 'charged'])
          assert.equal(fault?.code, lost ? 'outcome_unknown' : undefined)
          await nothingLeft(found, engineClass)
        })
      }
    }
  })
}
