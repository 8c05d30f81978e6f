import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crashPoint } from '../spec/crash-point.ts'
import type { Upload } from '../spec/order.ts'
import { Turnstile } from './turnstile.ts'

/** Where one request's files wait, unread, until the request ends. */
export interface Staging {
  /** Writes a stream to a file of its own. Rejects when the stream breaks off. */
  write(field: string, bytes: Readable, name?: string): Promise<Upload>
  /** Writes bytes that are already here (a data URL). */
  keep(field: string, bytes: Uint8Array): Promise<Upload>
  /** Waits until no other request holds a large body in memory; this one then does until it is cleared. */
  holdMuch(): Promise<void>
  /** Removes everything, however the request ended. */
  clear(): Promise<void>
}

/** Makes nothing until the first file arrives: most requests bring none. */
export function openStaging(folder: string, large = new Turnstile()): Staging {
  let home: string | undefined
  let count = 0
  let entered: Promise<() => void> | undefined
  // Synchronous: a stream that breaks before someone listens to it would end the process.
  const next = (): string => {
    home ??= join(folder, `request-${randomBytes(12).toString('hex')}`)
    mkdirSync(home, { recursive: true, mode: 0o700 })
    return join(home, String(++count))
  }
  return {
    async write(field, bytes, name) {
      const path = next()
      crashPoint('C1')
      await pipeline(bytes, createWriteStream(path, { mode: 0o600 }))
      crashPoint('C2')
      return { field, path, bytes: (await stat(path)).size, ...(name !== undefined && { name }) }
    },
    async keep(field, bytes) {
      const path = next()
      await writeFile(path, bytes, { mode: 0o600 })
      return { field, path, bytes: bytes.length }
    },
    async holdMuch() {
      entered ??= large.enter()
      await entered
    },
    async clear() {
      void entered?.then((leave) => leave())
      if (home !== undefined) await rm(home, { recursive: true, force: true })
    },
  }
}
