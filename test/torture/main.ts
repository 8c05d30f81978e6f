/**
 * `npm run torture -- [--seed N] [--minutes M] [--times K]`: orders of all kinds to engines of all classes, the server
 * killed one to three times in a row at places drawn from the seed, the provider at fault, all books checked after each.
 */
import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CRASH_POINTS } from '../kit/crash-labels.ts'
import { KINDS, crashRun } from '../kit/crash-run.ts'
import { openHook } from '../kit/hook.ts'
import { CLASSES, openProviders, type Providers } from '../kit/provider-process.ts'
import { seedOfCommit } from '../kit/seed.ts'
import { removeFolder, temporaryFolder } from '../kit/server.ts'
import { seeded } from '../kit/draws.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, minutes: { type: 'string' }, times: { type: 'string' } },
})
const first = values.seed === 'commit' ? seedOfCommit() : Number(values.seed ?? randomInt(1_000_000))
const minutes = Number(values.minutes ?? 10)
const times = Number(values.times ?? (values.seed === undefined ? Infinity : 1))
if (![first, minutes, times].every((value) => value >= 0))
  throw new Error('--seed, --minutes and --times are numbers; --seed may be commit.')

const LABELS = Object.keys(CRASH_POINTS) as [string, ...string[]]
/** Those that pass, or end an order at once: an engine that dedupes is asked for minutes while one lasts. */
const FAULTS = ['U3x1', 'U4x1', 'U5x1', 'U6x1', 'U13x1', 'U16', 'U25x1', 'U40'] as const

/** One run. Everything about it follows from the seed, but when the processes get their turns. */
async function once(seed: number, providers: Providers, folder: string) {
  const draw = seeded(String(seed))
  const crash = () => `${draw.one(LABELS)}${draw.whole(3) === 0 ? ':2' : ''}`
  const crashes = Array.from({ length: 1 + draw.whole(3) }, crash)
  const engine = draw.one(CLASSES)
  const faults = Array.from({ length: draw.whole(3) }, () => draw.one(FAULTS))
  const hook = await openHook()
  hook.refuse(draw.whole(3))
  try {
    const kinds = [...KINDS, 'cancelled' as const]
    if (draw.whole(4) === 0) kinds.push('local')
    const data = join(folder, String(seed))
    const result = await crashRun({ data, crashes, engine, faults, kinds, providers, hook })
    console.log(
      `seed ${seed}: ${engine}, ${crashes.join(' then ')}, ${faults.join(' ') || 'no faults'}: ${result.wrong.join('; ') || 'ok'}`,
    )
    return result
  } finally {
    hook.close()
  }
}

const folder = temporaryFolder('torture')
const providers = await openProviders(folder)
const end = performance.now() + minutes * 60_000
let [runs, kills] = [0, 0]
console.log(`seed ${first}`)
try {
  for (let seed = first; runs < times && performance.now() < end; seed += 1) {
    const again = `Repeat it: npm run torture -- --seed ${seed}`
    const { wrong, reached } = await once(seed, providers, folder).catch((thrown: unknown) => {
      console.error(again)
      throw thrown
    })
    runs += 1
    kills += reached.length
    if (wrong.length > 0) {
      console.error(again)
      process.exitCode = 1
      break
    }
    removeFolder(join(folder, String(seed)))
  }
  console.log(
    `${runs} runs, ${kills} kills${process.exitCode === 1 ? `; the last one broke a promise, see ${folder}` : ''}`,
  )
} finally {
  await providers.close()
  if (process.exitCode !== 1) removeFolder(folder)
}
