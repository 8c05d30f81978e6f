import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { ScriptedEngine, scriptedResult } from '../spec/testing/scripted-engine.ts'
import { caller, openHouse } from './testing/house.ts'

/** Runs a server's inside in its own process and kills it with SIGKILL after so many acknowledged orders. */
async function killAfter(folder: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'kill-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ids: string[] = []
  for await (const id of createInterface(child.stdout)) if (ids.push(id) === count) child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  assert.equal(child.signalCode, 'SIGKILL')
  return ids
}

test('no acknowledged order is lost over five kills, and each ends with its video', async (t) => {
  const engine = new ScriptedEngine({ slots: 8 })
  engine.firstReport = { state: 'done', result: scriptedResult() }
  const house = await openHouse(t, engine)
  await house.stop()
  const acknowledged: string[] = []
  // Each start also proves that the folder's lock went with the process before it.
  for (const count of [1, 7, 12, 3, 20]) acknowledged.push(...(await killAfter(house.folder, count)))
  await house.open()
  await house.drive()
  assert.ok(acknowledged.length >= 43)
  for (const id of acknowledged) {
    const job = await house.reaches(id, 'completed')
    const files = await house.rooms.store.assets(id)
    assert.deepEqual(
      files.map(({ kind }) => kind),
      ['spritesheet', 'thumbnail', 'video'],
    )
    const types = (await house.rooms.store.events(id, 0)).map(({ type }) => type)
    assert.equal(types.filter((type) => type === 'completed').length, 1)
    assert.ok(job.attempt >= 1)
  }
  const { videos } = await house.desk.list({ limit: 100, order: 'desc' }, caller)
  for (const { id } of videos) await house.reaches(id, 'completed')
  assert.equal(await house.rooms.queue.recover(), 0)
})
