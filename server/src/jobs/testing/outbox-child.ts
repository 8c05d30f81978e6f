import { createGuardedFetch } from '../../media/guarded-fetch.ts'
import { move } from '../../spec/job.ts'
import { exampleJob } from '../../spec/testing/example-job.ts'
import { openStore } from '../../store/open-store.ts'
import { systemTiming } from '../timing.ts'
import { createSeals } from '../webhooks/seals.ts'
import { createSender } from '../webhooks/sender.ts'

// A server's inside that ends videos and tells its webhooks, printing each ended id, until it is killed.
const [folder, run] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the data folder.')
const { store, webhooks } = await openStore({ folder, now: Date.now })
const fetch = createGuardedFetch({ allowPrivate: true })
const seals = createSeals(new Uint8Array(32).fill(7))
const onTrouble = (): void => undefined
createSender({
  store,
  webhooks,
  fetch,
  allowHttp: true,
  seals,
  timing: systemTiming,
  random: Math.random,
  onTrouble,
}).start()
for (let count = 0; ; count += 1) {
  const job = exampleJob(`video_${run}_${count}`)
  await store.transact(async (rows) => {
    await rows.insertJob(job)
    await rows.moveJob(job, move(job, 'failed'))
  })
  await new Promise<void>((resolve) => process.stdout.write(`${job.id}\n`, () => resolve()))
}
