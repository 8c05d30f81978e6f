import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Ask } from './context.ts'
import { openStaging } from './staging.ts'
import type { Staging } from './staging.ts'

/** Runs `work` with a staging folder of its own, which is gone afterwards however the request ends. */
export type WithUploads = <T>(c: Ask, work: (staging: Staging) => Promise<T>) => Promise<T>

/** @throws Fault `rate_limit_exceeded` when too many requests bring files at once. */
export function createUploads(stagingFolder: string): WithUploads {
  let open = 0
  return async (c, work) => {
    if (open >= LIMITS.uploadsAtOnce) {
      c.header('retry-after', '1')
      throw new Fault('rate_limit_exceeded', 'Too many uploads at once. Try again in a second.')
    }
    const staging = openStaging(stagingFolder)
    open++
    try {
      return await work(staging)
    } finally {
      open--
      await staging.clear()
    }
  }
}
