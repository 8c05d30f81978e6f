const MARK = '\uFFFD'
const MARK_BYTES = Buffer.from(MARK)

/**
 * Tells bytes that are no UTF-8 from a replacement character that a person sent: the form parser decodes both alike, but
 * only the second one also came as its three bytes.
 */
export class Utf8Watch {
  #sent = 0
  #seen = 0
  /** The end of the last chunk, where such a character may have begun. */
  #rest: Uint8Array = new Uint8Array()

  arrived(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk])
    for (let at = bytes.indexOf(MARK_BYTES); at !== -1; at = bytes.indexOf(MARK_BYTES, at + 3)) this.#sent += 1
    const rest = bytes.subarray(-2)
    // A copy: the chunk may be used again.
    this.#rest = Uint8Array.from(rest)
  }

  decoded(text: string): void {
    this.#seen += text.split(MARK).length - 1
  }

  foundBroken(): boolean {
    return this.#seen > this.#sent
  }
}
