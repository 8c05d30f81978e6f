import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { EngineClass } from '../../spec/engine.ts'
import { ScriptedEngine, paidOffer, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { backupFolder } from '../../store/backup-folder.ts'
import { restoreFolder } from '../../store/restore-folder.ts'
import { House, caller, draft, openHouse } from '../testing/house.ts'

/** An engine that outlives both servers, and has every render done at once. */
class Hosted extends ScriptedEngine {
  constructor(engineClass: EngineClass) {
    super({ class: engineClass, offers: [paidOffer] })
    this.firstReport = { state: 'done', result: scriptedResult() }
  }

  override async close(): Promise<void> {
    return undefined
  }

  override async release(): Promise<void> {
    return undefined
  }
}

/** A video is accepted, backed up, and then made by the server that goes on; the backup is restored beside it. */
async function liveOnAndRestore(t: TestContext, engineClass: EngineClass, asIs = false) {
  const engine = new Hosted(engineClass)
  const first = await openHouse(t, engine)
  const { id } = await first.desk.create(draft, caller)
  const backup = join(dirname(first.folder), 'backup')
  await backupFolder(first.folder, backup, Date.now)
  await first.drive()
  await first.reaches(id, 'completed')
  const folder = join(dirname(first.folder), 'restored')
  const { unfinished } = await restoreFolder(backup, folder, { now: first.timing.now, asIs })
  assert.equal(unfinished, 1)
  const second = new House(folder, engine, () => ({}))
  await second.open()
  t.after(() => second.stop())
  await second.drive()
  await second.timing.until('its end', async () => (await second.job(id)).endedAtMs !== null, 1_000)
  return { engine, job: await second.job(id), events: await second.rooms.store.events(id, 0) }
}

for (const engineClass of ['idempotent', 'findable'] as const) {
  test(`a restored job that the old server had made: class ${engineClass} gives the same render again`, async (t) => {
    const { engine, job, events } = await liveOnAndRestore(t, engineClass)
    assert.deepEqual([job.state, job.attempt, engine.renders.size], ['completed', 1, 1])
    const types = events.map(({ type }) => type)
    assert.deepEqual(types, ['queued', 'submitting', 'running', 'storing', 'completed'])
  })
}

test('class opaque is not asked again: nobody can tell, and the money stays held', async (t) => {
  const { engine, job } = await liveOnAndRestore(t, 'opaque')
  assert.deepEqual([job.state, job.fault?.code, job.charge], ['failed', 'outcome_unknown', 'unknown'])
  assert.deepEqual([...engine.starts.values()], [1])
})

test('as it is, a waiting job is sent: whoever restores says that nobody else did', async (t) => {
  const { engine, job } = await liveOnAndRestore(t, 'opaque', true)
  assert.deepEqual([job.state, [...engine.starts.values()]], ['completed', [2]])
})
