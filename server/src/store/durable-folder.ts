import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes the folder and its parents, readable by us alone, so that they survive a power cut. */
export async function makeFolder(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true, mode: 0o700 })
  if (topmost === undefined) return
  // A new folder is only as durable as its entry in the one above it.
  for (let made = path; made.length >= topmost.length; made = dirname(made)) await syncFolder(dirname(made))
}

export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // Windows opens no folders; NTFS journals its entries itself
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
