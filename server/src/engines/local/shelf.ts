import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { RenderResult } from '../../spec/engine.ts'

/** The files of one finished render. The video comes last into the folder: where it lies, all lie. */
export const FILES = {
  thumbnail: 'thumbnail.webp',
  spritesheet: 'spritesheet.jpg',
  facts: 'result.json',
  video: 'video.mp4',
} as const

const Facts = z.object({ warnings: z.array(z.string()) })

export async function writeFacts(folder: string, warnings: readonly string[]): Promise<void> {
  await writeFile(join(folder, FILES.facts), JSON.stringify({ warnings }))
}

/** Moves the finished files from `from` to `to`, safe against power loss: data first, names after. */
export async function publish(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of Object.values(FILES)) await sync(join(from, name))
  for (const name of Object.values(FILES)) await rename(join(from, name), join(to, name))
  await sync(to)
}

/** The render kept in `folder`, or undefined when none was finished there. */
export async function findResult(folder: string): Promise<RenderResult | undefined> {
  try {
    await (await open(join(folder, FILES.video))).close()
    const facts = Facts.parse(JSON.parse(await readFile(join(folder, FILES.facts), 'utf8')))
    return {
      video: () => stream(join(folder, FILES.video)),
      thumbnail: () => stream(join(folder, FILES.thumbnail)),
      spritesheet: () => stream(join(folder, FILES.spritesheet)),
      warnings: facts.warnings,
      costUsdMicros: 0,
    }
  } catch (error) {
    // Damaged facts count as no result: rendering again is free.
    if (isMissing(error) || error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

export async function removeFolder(folder: string): Promise<void> {
  // A process killed a moment ago may still be letting go of a file: a removal that meets it is repeated.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
}

/** A finished render is fetched within minutes; a kill may come before the word that it may go. */
const FINISHED_MS = 86_400_000

/**
 * Removes what an earlier process left: renders without a result, which nobody asks for again, for a new attempt has a
 * new key; and results after a day. A video that waited longer for room on the disk is rendered anew, which is free.
 * @param isKnown whether a folder's name is a render of this process
 */
export async function sweep(folder: string, isKnown: (name: string) => boolean, nowMs: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (!entry.isDirectory() || isKnown(entry.name)) continue
    // Gone by itself meanwhile counts as young.
    const touchedMs = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => nowMs,
    )
    const kept = nowMs - touchedMs < FINISHED_MS && (await findResult(path)) !== undefined
    if (!kept) await removeFolder(path)
  }
}

async function stream(path: string): Promise<ReadableStream<Uint8Array>> {
  const file = await open(path)
  // Node's own web streams and the global ones are one class with two declarations.
  return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>
}

async function sync(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
