import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Keeps a secret, readable by us alone, so that a power cut leaves the whole of it or nothing. For who holds the data
 * folder's lock: whatever had the name is replaced.
 */
export function keepSecret(file: string, text: string): void {
  const staged = `${file}.tmp`
  const handle = openSync(staged, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(staged, file)
  if (process.platform === 'win32') return // Windows opens no folders; NTFS journals its entries itself
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
