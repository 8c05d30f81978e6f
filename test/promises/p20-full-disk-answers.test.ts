import assert from 'node:assert/strict'
import { Refused } from '../../server/src/spec/engine-errors.ts'
import { ScriptedEngine, paidOffer } from '../../server/src/spec/testing/scripted-engine.ts'
import { caller, draft, openHouse } from '../../server/src/jobs/testing/house.ts'
import { promise } from '../kit/promise.ts'

promise('P20', 'what an engine answered while there was no room is written once there is', async (t) => {
  let full = 0
  class Filling extends ScriptedEngine {
    override start(...of: Parameters<ScriptedEngine['start']>): ReturnType<ScriptedEngine['start']> {
      full = 5
      return super.start(...of)
    }
  }
  const engine = new Filling({ class: 'opaque', offers: [paidOffer] })
  const house = await openHouse(t, engine)
  const { store } = house.rooms
  const transact = store.transact.bind(store)
  store.transact = async (work) => {
    if ((full -= 1) >= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    return transact(work)
  }
  await house.drive()
  const { id } = await house.desk.create(draft, caller)
  await house.reaches(id, 'running')
  engine.finish(`${id}-1`)
  assert.equal((await house.reaches(id, 'completed')).charge, 'charged')
  engine.nextStarts.push({ throws: new Refused({ code: 'engine_error', message: 'No.' }), taken: false })
  const other = await house.desk.create(draft, caller)
  assert.equal((await house.reaches(other.id, 'failed')).charge, 'none')
  return 'a render that began was kept and charged once, a refusal gave its money back'
})
