import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, beforeEach, afterEach, test } from 'node:test'
import { sql } from 'kysely'
import type { Rows } from '../spec/store.ts'
import { exampleJob } from '../spec/testing/example-job.ts'
import { openStore, type OpenStore } from './open-store.ts'
import { SqliteRows } from './sqlite-rows.ts'

const base = mkdtempSync(join(tmpdir(), 'kinora-group-'))
let count = 0
let folder: string
let opened: OpenStore
beforeEach(async () => {
  folder = join(base, String(++count))
  opened = await openStore({ folder, now: Date.now })
})
afterEach(() => opened.close())
after(() => rmSync(base, { recursive: true, force: true }))

const insert = (id: string, then: (rows: Rows) => Promise<void> = async () => undefined): Promise<string> =>
  opened.store.transact(async (rows) => {
    await rows.insertJob(exampleJob(id, { owner: 'anna', createdAtMs: 1 }))
    await then(rows)
    return id
  })

/** As another process sees the file: only what is committed. */
function committed(): string[] {
  const other = new DatabaseSync(join(folder, 'kinora.db'), { readOnly: true })
  const ids = other.prepare('select id from job order by id').all()
  other.close()
  return ids.map(({ id }) => String(id))
}

test('of those that share a commit, one that throws is undone alone and hears its own error', async () => {
  const heard: string[] = []
  opened.store.onEvent(({ jobId }) => heard.push(jobId))
  const refused = new Error('refused')
  const outcomes = await Promise.allSettled([insert('a'), insert('b', () => Promise.reject(refused)), insert('c')])
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason)),
    ['a', refused, 'c'],
  )
  assert.deepEqual(
    [committed(), heard],
    [
      ['a', 'c'],
      ['a', 'c'],
    ],
  )
})

test('each sees the rows of those before it, and nobody is told before the commit that holds them', async () => {
  const told: string[] = []
  const seen: (readonly [string | undefined, readonly string[], readonly string[]])[] = []
  const first = insert('a').then((id) => told.push(id))
  const second = insert('b', async (rows) => {
    seen.push([(await rows.job('a'))?.id, committed(), [...told]])
  }).then((id) => {
    told.push(id)
    return assert.deepEqual(committed(), ['a', 'b'])
  })
  await Promise.all([first, second])
  assert.deepEqual(seen, [['a', [], []]])
})

test('when SQLite undoes the whole transaction, all who shared it hear why and nothing is kept', async () => {
  const full = new Error('database or disk is full')
  const outcomes = await Promise.allSettled([
    insert('a'),
    insert('b', async (rows) => {
      assert.ok(rows instanceof SqliteRows)
      await sql`rollback`.execute(rows.trx)
      throw full
    }),
    insert('c'),
  ])
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason),
    [full, full, full],
  )
  assert.deepEqual(committed(), [])
  assert.equal(await insert('d'), 'd')
  assert.deepEqual(committed(), ['d'])
})

test('closing waits for what was begun', async () => {
  const begun = insert('a')
  await opened.close()
  assert.equal(await begun, 'a')
  assert.deepEqual(committed(), ['a'])
  opened = await openStore({ folder, now: Date.now })
})
