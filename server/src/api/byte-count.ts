/** How often a few bytes occur in a stream, wherever its chunks are cut. */
export class ByteCount {
  readonly #wanted: Buffer
  #found = 0
  /** The end of what came so far, where the next occurrence may have begun. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(wanted: string) {
    this.#wanted = Buffer.from(wanted)
  }

  get found(): number {
    return this.#found
  }

  arrived(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk])
    for (let at = bytes.indexOf(this.#wanted); at !== -1; at = bytes.indexOf(this.#wanted, at + 1)) this.#found += 1
    // A copy: the chunk may be used again.
    this.#rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.#wanted.length + 1)))
  }
}
