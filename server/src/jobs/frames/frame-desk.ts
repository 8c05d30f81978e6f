import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameDesk, FrameGate } from '../../spec/joint-frame.ts'
import type { PhotoGate } from '../../spec/media.ts'

export interface FrameParts {
  readonly photos: PhotoGate
  readonly frames: FrameGate
  readonly stagingFolder: string
}

/** Admits each photo as a create would, composes, and forgets everything. */
export function createFrameDesk({ photos, frames, stagingFolder }: FrameParts): FrameDesk {
  return {
    async compose(uploads, wish) {
      const home = join(stagingFolder, `frame-${randomBytes(12).toString('hex')}`)
      await mkdir(home, { mode: 0o700 })
      try {
        const admitted: string[] = []
        for (const [index, upload] of uploads.entries()) {
          const path = upload.photo ? upload.path : join(home, String(index + 1))
          if (!upload.photo) await photos.admit(upload.path, path)
          admitted.push(path)
        }
        const target = join(home, 'frame')
        const warnings = await frames.compose(admitted, target, wish)
        const mediaType = wish.format === 'png' ? 'image/png' : 'image/jpeg'
        return { bytes: await readFile(target), mediaType, warnings }
      } finally {
        await rm(home, { recursive: true, force: true })
      }
    },
  }
}
