import { isDiskFull } from './thrown.ts'
import type { Work } from './drive/work.ts'

const AGAIN_MS = 1_000
/** The operator is told of every so manieth refusal. */
const TOLD = 600

/** Writes what an engine said, which nobody else knows: while the disk is full again and again, until the server ends. */
export async function written<T>(work: Work, write: () => Promise<T>): Promise<T> {
  for (let times = 0; ; times += 1) {
    try {
      return await write()
    } catch (thrown) {
      if (!isDiskFull(thrown)) throw thrown
      if (times % TOLD === 0) work.onTrouble(thrown, work.claim.ref)
      await work.timing.wait(AGAIN_MS, work.lastSignal)
    }
  }
}
