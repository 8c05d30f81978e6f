import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBench } from '../../../../test/kit/provider/bench.ts'
import type { Handle, Report } from '../../spec/engine.ts'

const bench = await openBench()
after(() => bench.close())
const { provider } = bench
const engine = bench.engine()
const signal = AbortSignal.timeout(60_000)

const startUnder = (fault: string): Promise<Handle> => engine.start(bench.request(`A bridge [fault:${fault}]`), signal)

/** So many answers, one after the other; a question that failed is its error. */
async function ask(handle: Handle, times: number): Promise<(Report | Error)[]> {
  const answers: (Report | Error)[] = []
  for (let i = 0; i < times; i += 1)
    answers.push(await engine.poll(handle, signal).catch((thrown: unknown) => thrown as Error))
  return answers
}

const states = (answers: readonly (Report | Error)[]) =>
  answers.map((answer) => (answer instanceof Error ? 'no answer' : answer.state))

test('U15: an unknown status is a running one, told once; a known one counts in any case', async () => {
  const answers = await ask(await startUnder('U15'), 3)
  assert.deepEqual(states(answers), ['running', 'running', 'done'])
  assert.equal(bench.alarms.filter((alarm) => alarm.includes('unknown status')).length, 1)
})

test('U16: progress stays between 0 and 1, and what is no number says nothing', async () => {
  const answers = await ask(await startUnder('U16'), 6)
  const shares = answers.map((answer) => ('progress' in answer ? answer.progress : 'none'))
  assert.deepEqual(shares, [0.5, 1, 0, 0.2, 'none', 'none'])
})

test('U18: a verdict that flips is passed on as it is said', async () => {
  assert.deepEqual(states(await ask(await startUnder('U18'), 2)), ['done', 'failed'])
})

test('U19, U20, U39: a render that is not known is lost; when to believe that is the driver’s business', async () => {
  assert.deepEqual(states(await ask(await startUnder('U19'), 3)), ['lost', 'lost', 'done'])
  assert.deepEqual(states(await ask(await startUnder('U20'), 2)), ['running', 'lost'])
  assert.deepEqual(states(await ask(await startUnder('U39'), 2)), ['running', 'lost'])
})

test('U21: errors are no verdict', async () => {
  assert.deepEqual(states(await ask(await startUnder('U21'), 4)), ['no answer', 'no answer', 'no answer', 'done'])
})

test('U21: an error said of the question is no verdict about the render', async () => {
  assert.deepEqual(states(await ask(await startUnder('U21b'), 3)), ['no answer', 'no answer', 'done'])
})

test('U34: an answer that drips for ever is given up after its whole time', async () => {
  const handle = await startUnder('U34')
  const begun = performance.now()
  assert.deepEqual(states(await ask(handle, 1)), ['no answer'])
  assert.ok(performance.now() - begun < 3_000)
})

test('U36: an endless answer is given up at its cap', async () => {
  const handle = await startUnder('U36')
  const before = process.memoryUsage().rss
  const [answer] = await ask(handle, 1)
  assert.ok(answer instanceof Error)
  assert.match(answer.message, /larger than 1048576 bytes/)
  assert.ok(process.memoryUsage().rss - before < 64_000_000)
})

test('U38: the clock of a server is never looked at', async () => {
  assert.deepEqual(states(await ask(await startUnder('U38'), 2)), ['running', 'done'])
})

for (const code of ['U40g', 'U40h'])
  test(`${code}: moderation after the order was taken is known as such`, async () => {
    const [report] = await ask(await startUnder(code), 1)
    assert.ok(report && 'fault' in report)
    assert.deepEqual([report.fault.code, report.costUsdMicros], ['moderation_blocked', 0])
  })

for (const code of ['U33', 'U33b', 'U33c'])
  test(`${code}: a cost that cannot be meant is not taken over, and the operator is told`, async () => {
    const told = bench.alarms.length
    const report = (await ask(await startUnder(code), 2)).at(-1)
    assert.ok(report && 'result' in report)
    assert.equal(report.result.costUsdMicros, null)
    assert.match(bench.alarms.slice(told).join(), /charged what cannot be meant/)
  })

test('U32: a cancel that came too late leaves the truth to the next question', async () => {
  const handle = await startUnder('U32')
  await engine.cancel?.(handle)
  assert.deepEqual(states(await ask(handle, 1)), ['done'])
})

test('what the server does not stop, or does not forget, is told', async () => {
  const handle = await startUnder('U21c')
  await assert.rejects(async () => engine.cancel?.(handle), /Stopping a render was answered with HTTP 503/)
  await assert.rejects(async () => engine.release?.(handle), /Removing a render was answered with HTTP 503/)
})

test('U32: a cancel in time ends the render, and is told as one', async () => {
  const handle = await startUnder('U22')
  await engine.cancel?.(handle)
  const render = [...provider.account.renders.values()].at(-1)
  assert.deepEqual([render?.status, render?.chargedUsdMicros], ['cancelled', 0])
})
