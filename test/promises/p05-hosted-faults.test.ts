import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { FIND_MS, STORE_MS, runningMs } from '../../server/src/jobs/drive/limits.ts'
import { readMark, xmpBox } from '../../server/src/media/provenance.ts'
import { readAll } from '../../server/src/spec/testing/engine-suite.ts'
import { promise } from '../kit/promise.ts'
import { CASES, runFaults, type Ended } from '../kit/provider/fault-run.ts'
import { film } from '../kit/provider/films.ts'

// One run of all of them side by side, over real HTTP; each promise then looks at what it left.
let run: Awaited<ReturnType<typeof runFaults>>
const closers: (() => Promise<void>)[] = []
before(async () => {
  run = await runFaults({ after: (close) => void closers.unshift(close) })
})
after(async () => {
  for (const close of closers) await close()
})

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const mark = { type: 'trainedAlgorithmicMedia', tool: 'Hosted through Kinora', title: 'AI video' } as const
const finished = () => run.ended.filter(({ job }) => job.state === 'completed')
const folderOf = ({ job }: Ended) => join(run.house.folder, 'data', 'blobs', 'videos', job.id)

promise(
  'P5',
  'under each fault of a hosted engine a job ends in time, in the right state, charge and number of renders',
  async () => {
    const told = run.ended.map(({ fault, model, job, begun }) => [
      fault,
      model,
      job.fault?.code ?? job.state,
      job.charge,
      begun,
    ])
    const meant = CASES.map(({ fault, model, ends, charge, renders }) => [fault, model, ends, charge, renders])
    const wrong = told.filter((one, index) => one.join() !== meant[index]?.join())
    assert.deepEqual(wrong, [])
    const tookMs = Math.max(...run.ended.map(({ job }) => (job.endedAtMs ?? Infinity) - job.createdAtMs))
    assert.ok(tookMs <= runningMs(1) + FIND_MS + STORE_MS + 60_000, `${tookMs} ms`)
    assert.equal(run.bench.provider.account.pollsAtOnce, 1)
    const faults = new Set(CASES.map(({ fault }) => fault.match(/U\d+/)?.[0]))
    return `${told.length - wrong.length} of ${told.length} jobs under ${faults.size - 1} faults, the last after ${Math.round(tookMs / 60_000)} min of its time`
  },
)

promise(
  'P6',
  'what is kept of a hosted video is what the provider sent and our mark; of a failed one nothing',
  async () => {
    const { store, blobs } = run.house.opened
    for (const one of finished()) {
      const sent = await film({ width: 128, height: 128, seconds: one.fault === 'U28' ? 2 : 1 })
      const [video] = (await store.assets(one.job.id)).filter(({ kind }) => kind === 'video')
      assert.ok(video, one.fault)
      const kept = await readAll(await blobs.open(video.key))
      assert.deepEqual([video.sha256, video.bytes], [sha(kept), kept.length], one.fault)
      assert.equal(sha(kept), sha(Buffer.concat([sent, xmpBox(mark)])), one.fault)
    }
    const failed = run.ended.filter(({ job }) => job.state === 'failed')
    for (const one of failed) assert.deepEqual(await readdir(folderOf(one)).catch(() => []), [], one.fault)
    const length = finished()
      .find(({ fault }) => fault === 'U28')
      ?.job.warnings.join()
    assert.match(length ?? '', /2 s; ordered was 128x128, 1 s/)
    return `${finished().length} of ${finished().length} files equal, ${failed.length} of ${failed.length} failed jobs without one`
  },
)

promise('P12', 'under every fault of a hosted engine its key reaches its own host alone', async () => {
  const { seen, key } = run.bench.provider
  const own = seen.filter(({ door, headers }) => door === 'api' && headers.authorization === `Bearer ${key}`)
  const elsewhere = seen.filter(({ door }) => door === 'elsewhere')
  assert.ok(own.length > 100 && elsewhere.length > 2, `${own.length} and ${elsewhere.length}`)
  assert.ok(!JSON.stringify(elsewhere).includes(key))
  const told = JSON.stringify([run.house.troubles, run.bench.alarms, run.ended.map(({ job }) => job)])
  assert.ok(!told.includes(key))
  return `0 of ${elsewhere.length} calls elsewhere carry it, ${own.length} at home do`
})

promise('P31', 'every finished file of a hosted engine carries a machine-readable mark', async () => {
  const marks = await Promise.all(finished().map((one) => readMark(join(folderOf(one), 'video.mp4'))))
  assert.deepEqual(
    marks.map((found) => found?.type),
    marks.map(() => mark.type),
  )
  return `${marks.length} of ${marks.length}`
})
