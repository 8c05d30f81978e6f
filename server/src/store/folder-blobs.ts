import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { BytesWrong } from '../spec/blobs.ts'
import type { Blobs, Put, PutOptions } from '../spec/blobs.ts'
import { crashPoint } from '../spec/crash-point.ts'
import { stopIfDiskFailed } from './disk-failed.ts'
import { makeFolder, syncFolder } from './durable-folder.ts'
import { KnownBytes } from './known-bytes.ts'

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}$/

/** Keys as files below one folder: the same names on every disk, so only the plainest are allowed. */
export class FolderBlobs implements Blobs {
  readonly #root: string
  readonly #known = new KnownBytes()
  constructor(root: string) {
    this.#root = root
  }

  /** reliability.md rule 4: temporary name beside the target, write, fsync, rename, fsync the folder. */
  async put(key: string, bytes: ReadableStream<Uint8Array>, options: PutOptions): Promise<Put> {
    const path = this.#path(key)
    const folder = dirname(path)
    const staged = join(folder, `.${basename(path)}.${randomUUID()}.tmp`)
    try {
      options.signal?.throwIfAborted()
      await makeFolder(folder)
      await removeStaged(folder, basename(path))
      const put = await write(staged, bytes, options)
      await options.check?.(staged)
      options.signal?.throwIfAborted()
      crashPoint('C16')
      await rename(staged, path)
      crashPoint('C17')
      await syncFolder(folder)
      return put
    } catch (thrown) {
      stopIfDiskFailed(thrown)
      await rm(staged, { force: true })
      throw thrown
    }
  }

  async open(
    key: string,
    range?: { readonly start: number; readonly end: number },
    as?: Put,
  ): Promise<ReadableStream<Uint8Array>> {
    const file = await open(this.#path(key), 'r').catch((cause: unknown) => {
      throw isMissing(cause) ? new BytesWrong('missing', { cause }) : cause
    })
    try {
      // Through the handle that is served: what happens to the name from here on changes nothing.
      if (as) await this.#known.check(key, file, as)
    } catch (thrown) {
      await file.close()
      throw thrown
    }
    // The stream closes the file when it ends, breaks or is cancelled. Node types its chunks as unknown; they are bytes.
    return Readable.toWeb(file.createReadStream({ ...range })) as ReadableStream<Uint8Array>
  }

  async remove(folder: string): Promise<void> {
    const path = this.#path(folder)
    await rm(path, { recursive: true, force: true })
    await syncFolder(dirname(path)).catch((thrown: unknown) => {
      if (!isMissing(thrown)) throw thrown // nothing was ever stored there
    })
  }

  #path(key: string): string {
    const segments = key.split('/')
    if (!segments.every((segment) => SEGMENT.test(segment))) throw new Error(`Not a safe key: ${JSON.stringify(key)}`)
    return join(this.#root, ...segments)
  }
}

export function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
}

async function write(path: string, bytes: ReadableStream<Uint8Array>, options: PutOptions): Promise<Put> {
  // Opened before anything can fail: a stream broken off while it opens its file makes that file after we tidied up.
  const file = await open(path, 'wx', 0o600)
  try {
    const put = await copy(bytes, file, options)
    crashPoint('C15')
    await file.sync()
    return put
  } finally {
    await file.close()
  }
}

async function copy(bytes: ReadableStream<Uint8Array>, file: FileHandle, options: PutOptions): Promise<Put> {
  const { maxBytes, signal } = options
  const hash = createHash('sha256')
  let count = 0
  const reader = bytes.getReader()
  // Not awaited: a source may take its time to notice, and what it says about it matters to nobody.
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel() // while the file was being opened
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal?.throwIfAborted() // a cancelled reader says `done` too, and half a file is not whole
      if (done) return { bytes: count, sha256: hash.digest('hex') }
      count += value.byteLength
      if (count > maxBytes) throw new Error(`The file is larger than ${maxBytes} bytes.`)
      hash.update(value)
      await file.appendFile(value)
      crashPoint('C14')
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    cancel()
  }
}

/** What an earlier try at this key left when a kill cut it off: the folder's lock says that nobody writes it now. */
async function removeStaged(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder))
    if (entry.startsWith(`.${name}.`) && entry.endsWith('.tmp')) await rm(join(folder, entry), { force: true })
}
