import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openReceiver, status } from '../../server/src/jobs/testing/receiver.ts'
import { CRASH_POINTS } from '../kit/crash-labels.ts'
import { crashRun } from '../kit/crash-run.ts'
import { promise } from '../kit/promise.ts'
import { CLASSES, openProviders, type HostedClass } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'

/** Between the order and the stored file every class has a way of its own. */
const PAID = ['C6', 'C7', 'C8', 'C9', 'C10', 'C11', 'C18', 'C19']
const AT_ONCE = 3

interface Plan {
  readonly crashes: readonly string[]
  readonly engine: HostedClass
}

/** All that went wrong, and how many of the places were reached. */
async function runAll(t: TestContext, plans: readonly Plan[]): Promise<{ reached: number; videos: number }> {
  const folder = temporaryFolder('crash-points')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const waiting = plans.map((plan, i) => ({ ...plan, data: join(folder, String(i)) }))
  let [reached, videos] = [0, 0]
  const work = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      const receiver = await openReceiver(t)
      if (plan.crashes.includes('C23')) receiver.answers.push(status(500))
      const result = await crashRun({ ...plan, providers, receiver, local: plan.crashes.includes('C28') })
      assert.deepEqual(result.wrong, [], `${plan.crashes.join(' then ')}, ${plan.engine}`)
      assert.deepEqual(result.reached, plan.crashes, `${plan.engine}: the process died there`)
      reached += result.reached.length
      videos += result.videos
      removeFolder(plan.data)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { reached, videos }
}

promise('P2', 'killed at each of the 32 crash points, and on the paid way with each class of engine', async (t) => {
  const others = [...Object.keys(CRASH_POINTS).filter((label) => !PAID.includes(label)), 'C24:2']
  const plans = [
    ...PAID.flatMap((label) => CLASSES.map((engine) => ({ crashes: [label], engine }))),
    ...others.map((label, i) => ({ crashes: [label], engine: CLASSES[i % CLASSES.length] ?? 'opaque' })),
  ]
  const { reached, videos } = await runAll(t, plans)
  return `0 double submits, 0 broken invariants: ${reached} kills, ${videos} orders`
})

promise('P2', 'killed twice: between the call and its saved name, then while recovering from that', async (t) => {
  const pairs = [
    ['C9', 'C30'],
    ['C10', 'C9'],
    ['C7', 'C10'],
    ['C18', 'C19'],
  ]
  const plans = pairs.map((crashes) => ({ crashes, engine: 'idempotent' as const }))
  const { reached, videos } = await runAll(t, plans)
  return `0 double submits: ${reached} kills, ${videos} orders`
})
