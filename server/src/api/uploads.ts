import { openStaging } from './staging.ts'
import type { Staging } from './staging.ts'
import { Turnstile } from './turnstile.ts'

/** Runs `work` with a staging folder of its own, which is gone afterwards however the request ends. */
export type WithUploads = <T>(work: (staging: Staging) => Promise<T>) => Promise<T>

export function createUploads(stagingFolder: string): WithUploads {
  const large = new Turnstile()
  return async (work) => {
    const staging = openStaging(stagingFolder, large)
    try {
      return await work(staging)
    } finally {
      await staging.clear()
    }
  }
}
