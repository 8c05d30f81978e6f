import { MAX_XMP_BYTES, SAYS_TYPE, XMP_UUID, xmpBox } from './provenance.ts'
import type { Mark } from './provenance.ts'

/** C2PA specification 2.2, section A.5: the `uuid` box that holds a signed manifest. */
const C2PA_UUID = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex')

/**
 * The video as it comes, and our mark after it. A file that says itself how it was made stays as it is: a second word
 * would contradict the first, and any byte more would break a signature.
 * @throws Error (to the reader) when it is no MP4, or breaks off inside a box.
 */
export function markStream(video: ReadableStream<Uint8Array>, mark: Mark): ReadableStream<Uint8Array> {
  const walk = new BoxWalk()
  return video.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        walk.take(chunk)
        controller.enqueue(chunk)
      },
      flush(controller) {
        walk.end()
        if (!walk.marked) controller.enqueue(xmpBox(mark))
      },
    }),
  )
}

/** Reads the top-level boxes of a file (ISO/IEC 14496-12 section 4.2) as it passes by; keeps only what may be a mark. */
class BoxWalk {
  /** Somebody has already said how this file was made. */
  marked = false
  /** What is known of the box we are in: its head, and its content if that may matter. */
  #kept = Buffer.alloc(0)
  /** Bytes to keep before anything can be said. */
  #wanted = 8
  /** Bytes of the box that are let by. */
  #left = 0
  #first = true
  #open = false

  take(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#left > 0) {
        const passed = Math.min(this.#left, chunk.length - at)
        this.#left -= passed
        at += passed
        continue
      }
      const part = chunk.subarray(at, at + this.#wanted - this.#kept.length)
      this.#kept = Buffer.concat([this.#kept, part])
      at += part.length
      if (this.#kept.length === this.#wanted) this.#judge()
    }
  }

  end(): void {
    if (this.#first) throw new Error('The file is empty or no MP4.')
    if (this.#open) throw new Error('The video does not end with a whole box; nothing can follow it.')
    if (this.#left > 0 || this.#kept.length > 0) throw new Error('The video is cut off.')
  }

  #judge(): void {
    const head = this.#kept
    const short = head.readUInt32BE(0)
    if (short === 1 && head.length < 16) return void (this.#wanted = 16)
    const type = head.toString('latin1', 4, 8)
    if (this.#first && type !== 'ftyp') throw new Error('The file is no MP4.')
    this.#first = false
    if (short === 0) {
      this.#open = true
      return this.#pass(Infinity)
    }
    const body = short === 1 ? 16 : 8
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short
    if (size < body) throw new Error('The video is damaged: its boxes cannot be read.')
    if (type !== 'uuid' || size - body < XMP_UUID.length) return this.#pass(size - head.length)
    const known = body + XMP_UUID.length
    if (head.length < known) return void (this.#wanted = known)
    this.#judgeUuid(size, head.subarray(body, known), head.subarray(known))
  }

  #judgeUuid(size: number, uuid: Uint8Array, content: Buffer): void {
    const left = size - this.#kept.length
    if (C2PA_UUID.equals(uuid)) this.marked = true
    if (!XMP_UUID.equals(uuid) || size > MAX_XMP_BYTES) return this.#pass(left)
    if (left > 0) return void (this.#wanted = size)
    if (SAYS_TYPE.test(content.toString('utf8'))) this.marked = true
    this.#pass(0)
  }

  #pass(bytes: number): void {
    this.#left = bytes
    this.#kept = Buffer.alloc(0)
    this.#wanted = 8
  }
}
