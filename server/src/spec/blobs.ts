/**
 * Bytes under keys like `videos/<job id>/video.mp4`: segments of letters, digits, `_`, `-` and `.`, none beginning with
 * a dot. A key shows either nothing or the whole file.
 */
export interface Blobs {
  /** Resolves once the bytes would survive a power cut. On any failure nothing is left and an older file stays. */
  put(key: string, bytes: ReadableStream<Uint8Array>, options: PutOptions): Promise<Put>
  /**
   * Bytes `start` to `end`, both included. With `as`, only if the file still is what was stored.
   * @throws BytesWrong when there is no such file or it is another.
   */
  open(
    key: string,
    range?: { readonly start: number; readonly end: number },
    as?: Put,
  ): Promise<ReadableStream<Uint8Array>>
  /** Removes everything below a folder key such as `videos/<job id>`. Harmless when there is nothing. */
  remove(folder: string): Promise<void>
}

export interface PutOptions {
  /** More than this is an error. */
  readonly maxBytes: number
  /** Sees the whole staged file before anyone else can; what it throws refuses the file. */
  readonly check?: (path: string) => Promise<void>
  readonly signal?: AbortSignal
}

export interface Put {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** A kept file is not what its row says. Nothing a client did: an alarm for the operator, and never the wrong bytes. */
export class BytesWrong extends Error {
  override readonly name = 'BytesWrong'
  readonly code: 'missing' | 'size' | 'digest'
  constructor(code: 'missing' | 'size' | 'digest', options: ErrorOptions = {}) {
    super(`A stored file is not what its row says: ${code}.`, options)
    this.code = code
  }
}
