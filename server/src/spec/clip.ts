/** What kind of file this is, told from its bytes; its name and declared type are never asked. */
export interface FileKind {
  /** `photo`: a format that `PhotoGate` takes. `text`: UTF-8 without control characters, as far as its head tells. */
  readonly kind: 'photo' | 'mp4' | 'text' | 'other'
  /** For messages, with its article: `a GIF image`. */
  readonly name: string
}
export type TellFileKind = (path: string) => Promise<FileKind>

/** Finds people in clips. Runs its decoders outside the server's process, as `PhotoGate` does. */
export interface ClipGate {
  /**
   * Writes the frame of the clip at `source` that shows a face best to `target`, as a PNG with no metadata.
   * @throws Fault `invalid_value` with `param: 'video'`, saying what is wrong and what is accepted.
   */
  admit(source: string, target: string): Promise<void>
  close(): Promise<void>
}
