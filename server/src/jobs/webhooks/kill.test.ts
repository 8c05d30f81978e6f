import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { openOutbox } from '../testing/outbox-house.ts'
import { openReceiver, status } from '../testing/receiver.ts'

const child = join(dirname(import.meta.dirname), 'testing', 'outbox-child.ts')

/** Ends videos in a process of its own and kills it with SIGKILL after so many. */
async function killAfter(folder: string, run: number, count: number): Promise<string[]> {
  const running = spawn(process.execPath, [child, folder, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ids: string[] = []
  for await (const id of createInterface(running.stdout)) if (ids.push(id) === count) running.kill('SIGKILL')
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
  assert.equal(running.signalCode, 'SIGKILL')
  return ids
}

test('over five kills no ended video goes untold, and each keeps one event id', async (t) => {
  const [house, receiver] = [await openOutbox(t), await openReceiver(t)]
  await house.endpoint(receiver.url)
  await house.close()
  const ended: string[] = []
  for (const [run, count] of [1, 7, 12, 3, 20].entries()) {
    receiver.answers.push(status(500), status(503))
    ended.push(...(await killAfter(house.folder, run, count)))
  }
  receiver.answers.length = 0
  await house.open()
  house.sender.start()
  const told = () => new Map(receiver.received.map(({ body }) => [videoOf(body), body]))
  // Failed tries wait for five seconds of the test's own time.
  await house.timing.until('all are told', () => ended.every((id) => told().has(id)), 100)
  assert.ok(ended.length >= 43)
  for (const id of ended) {
    const bodies = receiver.received.filter(({ body }) => videoOf(body) === id)
    assert.equal(new Set(bodies.map(({ headers }) => headers['webhook-id'])).size, 1)
    assert.equal(new Set(bodies.map(({ body }) => body)).size, 1)
  }
})

const videoOf = (body: string): string => (JSON.parse(body) as { data: { id: string } }).data.id
