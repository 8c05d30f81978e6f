/** Who did it: a key's id, or one of these. `system`: the server by itself. `cli`: a command beside the server. */
export type Actor = 'operator' | 'system' | 'cli' | (string & {})

/** One deed worth answering for. It outlives what it is about, so it holds no prompt, no secret and no bytes. */
export interface AuditEntry {
  readonly actor: Actor
  /** Whose object it is; null where it is nobody's, as a setting of the server. */
  readonly owner: string | null
  /** What it is about and what was done, `job.deleted`: two words of small letters. */
  readonly action: `${string}.${string}`
  /** The id of what it was done to. */
  readonly object: string
  /** Few and small facts, one level deep. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

/** An entry as it is kept. Nothing changes or removes one. */
export interface AuditRecord extends Required<AuditEntry> {
  /** 1 and up, in the order of the deeds. */
  readonly seq: number
  /** Unix milliseconds. */
  readonly atMs: number
}

/** After the record `after`, at most `limit`. */
export interface AuditPage {
  readonly limit: number
  readonly order: 'asc' | 'desc'
  readonly after?: number
  /** Only what was done to this object. */
  readonly object?: string
}

/** The list of deeds. What is written with a job's rows is written by `Rows.audit`, in their transaction. */
export interface AuditLog {
  /** For a deed that has no transaction of its own to be written in. */
  append(entry: AuditEntry): Promise<void>
  page(page: AuditPage): Promise<readonly AuditRecord[]>
}
