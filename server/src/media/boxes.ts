import type { FileHandle } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { StoredFile } from '../spec/desk.ts'

/** Bytes that can be read from anywhere; fewer than asked for come only at the end. */
export interface Readable {
  readonly size: number
  read(start: number, length: number): Promise<Buffer>
}

export async function readableFile(file: FileHandle): Promise<Readable> {
  const { size } = await file.stat()
  return {
    size,
    async read(start, length) {
      const { buffer: bytes, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
      return bytes.subarray(0, bytesRead)
    },
  }
}

export function readableStored({ bytes: size, open }: Pick<StoredFile, 'bytes' | 'open'>): Readable {
  return {
    size,
    read: async (start, length) =>
      start >= size || length < 1
        ? Buffer.alloc(0)
        : buffer(await open({ start, end: Math.min(size, start + length) - 1 })),
  }
}

/** One top-level box of an MP4 or MOV file (ISO/IEC 14496-12 section 4.2). Offsets in bytes from the file's start. */
export interface FileBox {
  readonly type: string
  readonly start: number
  /** Where its content begins, after size and type. */
  readonly body: number
  /** Where the next box begins, by what this one says: may lie beyond the end of a truncated file. */
  readonly end: number
  /** The box says "to the end of the file" instead of a size: nothing can follow it. */
  readonly open: boolean
}

/** More than any honest file has: a fragmented hour has some thousand. */
const MAX_BOXES = 100_000

/** Reads the top level only. Stops where no further box can begin. */
export async function readBoxes(file: Readable): Promise<readonly FileBox[]> {
  const total = file.size
  const boxes: FileBox[] = []
  let start = 0
  while (start + 8 <= total && boxes.length < MAX_BOXES) {
    const box = readBox(await file.read(start, 16), start, total)
    if (!box) break
    boxes.push(box)
    start = box.end
  }
  return boxes
}

function readBox(head: Buffer, start: number, total: number): FileBox | undefined {
  const short = head.readUInt32BE(0)
  const type = head.toString('latin1', 4, 8)
  if (short === 0) return { type, start, body: start + 8, end: total, open: true }
  if (short === 1) {
    if (head.length < 16) return undefined
    const size = Number(head.readBigUInt64BE(8))
    return size < 16 ? undefined : { type, start, body: start + 16, end: start + size, open: false }
  }
  return short < 8 ? undefined : { type, start, body: start + 8, end: start + short, open: false }
}
