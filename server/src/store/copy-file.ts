import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Put } from '../spec/blobs.ts'
import { makeFolder } from './durable-folder.ts'

const CHUNK = 1_048_576

/** Copies to a new file, readable by us alone, so that it survives a power cut; tells what it copied. */
export async function copyFile(from: string, to: string): Promise<Put> {
  await using source = await open(from, 'r')
  await makeFolder(dirname(to))
  await using target = await open(to, 'wx', 0o600)
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(CHUNK)
  for (let bytes = 0; ;) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK, bytes)
    if (bytesRead === 0) {
      await target.sync()
      return { bytes, sha256: hash.digest('hex') }
    }
    const part = chunk.subarray(0, bytesRead)
    hash.update(part)
    await target.writev([part], bytes)
    bytes += bytesRead
  }
}
