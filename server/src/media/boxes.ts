import type { FileHandle } from 'node:fs/promises'

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
export async function readBoxes(file: FileHandle): Promise<readonly FileBox[]> {
  const { size: total } = await file.stat()
  const head = Buffer.alloc(16)
  const boxes: FileBox[] = []
  let start = 0
  while (start + 8 <= total && boxes.length < MAX_BOXES) {
    const { bytesRead } = await file.read(head, 0, 16, start)
    const box = readBox(head.subarray(0, bytesRead), start, total)
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
