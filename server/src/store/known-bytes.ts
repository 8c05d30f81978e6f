import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { BytesWrong } from '../spec/blobs.ts'
import type { Put } from '../spec/blobs.ts'

/** What a file was when its digest was last read. */
interface Seen {
  readonly inode: number
  readonly modifiedMs: number
  readonly sha256: string
}

/** Files beyond this many are read once more when their turn comes again. */
const MOST = 10_000

/**
 * Reads a file's digest when this process first opens it, and again when its size, time or inode changed: as often as
 * needed to never serve wrong bytes, and no more. What a disk changes in place without a trace, `verify` finds.
 */
export class KnownBytes {
  readonly #seen = new Map<string, Seen>()

  /** @throws BytesWrong when the open file is not what was stored. */
  async check(key: string, file: FileHandle, as: Put): Promise<void> {
    const { ino: inode, mtimeMs: modifiedMs, size } = await file.stat()
    if (size !== as.bytes) throw new BytesWrong('size')
    const seen = this.#seen.get(key)
    const same = seen?.inode === inode && seen.modifiedMs === modifiedMs
    const sha256 = same ? seen.sha256 : await digestOf(file)
    if (sha256 !== as.sha256) throw new BytesWrong('digest')
    if (same) return
    this.#seen.delete(key)
    this.#seen.set(key, { inode, modifiedMs, sha256 })
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > MOST && oldest !== undefined) this.#seen.delete(oldest)
  }
}

const CHUNK = 1_048_576

/** Hex SHA-256 of the whole file, wherever its position is; leaves that alone. */
export async function digestOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(chunk.subarray(0, bytesRead))
    position += bytesRead
  }
}
