import { ByteCount } from './byte-count.ts'

const MARK = '\uFFFD'

/** Sees what the form parser passes over in silence, by counting in the bytes what it should have told. */
export class FormWatch {
  readonly #marks = new ByteCount(MARK)
  readonly #starts: ByteCount
  #toldMarks = 0
  #toldParts = 0

  constructor(contentType: string) {
    const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(contentType) ?? []
    this.#starts = new ByteCount(`\r\n--${quoted ?? plain ?? ''}\r\n`)
    // The first boundary may open the body.
    this.#starts.arrived(Buffer.from('\r\n'))
  }

  arrived(chunk: Uint8Array): void {
    this.#marks.arrived(chunk)
    this.#starts.arrived(chunk)
  }

  /** One part was told; `text` is its value, unless it is a file. */
  told(text = ''): void {
    this.#toldParts += 1
    this.#toldMarks += text.split(MARK).length - 1
  }

  /** A replacement character that came as its three bytes was typed; one that did not stands for bytes that are no UTF-8. */
  get brokenText(): boolean {
    return this.#toldMarks > this.#marks.found
  }

  /** The parser drops a part without a Content-Disposition. */
  get droppedPart(): boolean {
    return this.#starts.found > this.#toldParts
  }
}
