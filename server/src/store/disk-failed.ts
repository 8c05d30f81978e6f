const SQLITE_IOERR = 10 // https://sqlite.org/rescode.html#ioerr; the kinds of it are in the higher bits

/**
 * Ends the process, with 70, when the disk failed to write: after a failed fsync nobody knows what it holds, and a second
 * one would say yes to what was lost. The next start reads what is really there.
 */
export function stopIfDiskFailed(thrown: unknown): void {
  if (!(thrown instanceof Error)) return
  const broken = 'code' in thrown && thrown.code === 'EIO'
  const inSqlite = 'errcode' in thrown && typeof thrown.errcode === 'number' && (thrown.errcode & 0xff) === SQLITE_IOERR
  if (!broken && !inSqlite) return stopIfDiskFailed(thrown.cause)
  process.stderr.write('kinora: The disk failed to write. Stopped, so that nothing is promised that is not stored.\n')
  process.exit(70)
}
