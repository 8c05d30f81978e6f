import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { CRASH_POINTS } from '../kit/crash-labels.ts'
import { KINDS, crashRun, openCrashSite, type CrashPlan } from '../kit/crash-run.ts'
import { openHook } from '../kit/hook.ts'
import { promise } from '../kit/promise.ts'
import { CLASSES, openProviders } from '../kit/provider-process.ts'
import { seedOfCommit } from '../kit/seed.ts'
import { shuffled } from '../kit/draws.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'

/** Between the order and the stored file every class has a way of its own. */
const PAID = ['C6', 'C7', 'C8', 'C9', 'C10', 'C11', 'C18', 'C19']
/** Met only by the first start or the first order in a folder. */
const FRESH = ['C27', 'C29']
const AT_ONCE = 3
const PAIRS_MS = 25_000

const engineOf = (i: number) => CLASSES[i % CLASSES.length] ?? 'opaque'

/** The plans of `always`, and as many `more` as fit into a while. @throws what went wrong. */
async function runAll(t: TestContext, always: readonly CrashPlan[], more: readonly CrashPlan[] = []) {
  const folder = temporaryFolder('crash-points')
  t.after(() => removeFolder(folder))
  const providers = await openProviders(folder)
  t.after(() => providers.close())
  const [must, may] = [[...always], [...more]]
  const endMs = performance.now() + PAIRS_MS
  const next = () => must.shift() ?? (performance.now() < endMs ? may.shift() : undefined)
  let [runs, kills, videos] = [0, 0, 0]
  const work = async (worker: number) => {
    const hook = await openHook()
    t.after(() => hook.close())
    const parts = { providers, hook }
    const site = openCrashSite({ data: join(folder, `${worker}`), ...parts })
    for (let plan = next(); plan; plan = next()) {
      const { crashes, engine } = plan
      if (crashes.includes('C23')) hook.refuse(1)
      const fresh = crashes.some((label) => FRESH.includes(label))
      const data = join(folder, `${crashes.join('-')}-${engine}`)
      const result = await (fresh ? crashRun({ data, ...parts, ...plan }) : site.runPlan(plan))
      assert.deepEqual(result.wrong, [], `${crashes.join(' then ')}, ${engine}`)
      assert.deepEqual(result.reached, crashes, `${engine}: the process died there`)
      runs += 1
      kills += result.reached.length
      videos += result.videos
    }
    assert.deepEqual(await site.close(), [])
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => work(worker)))
  return { runs, kills, videos }
}

promise('P2', 'killed at each of the 32 crash points, and on the paid way with each class of engine', async (t) => {
  const others = [...Object.keys(CRASH_POINTS).filter((label) => !PAID.includes(label)), 'C24:2']
  const plans = [
    ...PAID.flatMap((label) => CLASSES.map((engine) => ({ crashes: [label], engine }))),
    ...others.map((label, i) => {
      const kinds = label === 'C28' ? [...KINDS, 'local' as const] : KINDS
      return { crashes: [label], engine: engineOf(i), kinds }
    }),
  ]
  const { kills, videos } = await runAll(t, plans)
  return `0 double submits, 0 broken invariants: ${kills} kills, ${videos} orders`
})

/** Between the call and its saved name, then while recovering from that: these always. */
const WORST = [
  ['C9', 'C30'],
  ['C10', 'C9'],
  ['C7', 'C10'],
  ['C18', 'C19'],
]

promise('P2', 'killed twice between acceptance and the stored file, at places drawn by the commit', async (t) => {
  const labels = ['C4', 'C5', ...PAID]
  const all = labels.flatMap((one) => labels.map((other) => [one, other]))
  const seed = seedOfCommit()
  const kinds = ['text', 'deleted'] as const // most of a run is starting and rendering
  const plan = (crashes: string[], i: number): CrashPlan => ({ crashes, engine: engineOf(i), kinds })
  const drawn = shuffled(String(seed), all)
  const { runs, kills, videos } = await runAll(t, WORST.map(plan), drawn.map(plan))
  return `0 double submits: ${runs} of ${WORST.length + all.length} pairs, seed ${seed}, ${kills} kills, ${videos} orders`
})
