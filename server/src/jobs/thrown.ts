const FULL = new Set(['ENOSPC', 'EDQUOT'])
const SQLITE_FULL = 13 // https://sqlite.org/rescode.html#full

/** The disk is full: not the job's fault, and it passes. */
export function isDiskFull(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  if ('code' in thrown && typeof thrown.code === 'string' && FULL.has(thrown.code)) return true
  if ('errcode' in thrown && thrown.errcode === SQLITE_FULL) return true
  return isDiskFull(thrown.cause)
}
