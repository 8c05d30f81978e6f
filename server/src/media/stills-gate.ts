import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StillsGate } from '../spec/media.ts'
import type { StillsTask } from './draw-stills.ts'
import { TaskRunner } from './task-process.ts'
import type { TaskEnd } from './task-process.ts'

export interface StillsGateParts {
  /** Path of the program to decode with. Asked with each video. */
  readonly ffmpeg: () => Promise<string>
  /** For the video and its stills while they are drawn. */
  readonly stagingFolder: string
  /** How long one video may take; default 2 minutes. */
  readonly timeMs?: number
}

const CHILD = new URL('./stills-child.ts', import.meta.url)

/** Draws stills of one video after another. */
export function createStillsGate({ ffmpeg, stagingFolder, timeMs = 120_000 }: StillsGateParts): StillsGate {
  const runner = new TaskRunner<StillsTask, undefined>(CHILD, timeMs)
  return {
    draw: (open, signal) =>
      runner.run(async (ask) => {
        signal.throwIfAborted() // whoever waited for this turn may have given up
        const scratch = await mkdtemp(join(stagingFolder, 'stills-'))
        try {
          const video = join(scratch, 'video.mp4')
          await writeFile(video, await open(), { signal })
          const [thumbnail, spritesheet] = [join(scratch, 'thumbnail'), join(scratch, 'spritesheet')]
          settle(await ask({ video, thumbnail, spritesheet, ffmpeg: await ffmpeg() }))
          return { thumbnail: await readFile(thumbnail), spritesheet: await readFile(spritesheet) }
        } finally {
          await rm(scratch, { recursive: true, force: true })
        }
      }),
    close: () => runner.close(),
  }
}

function settle(end: TaskEnd<undefined>): void {
  if (end.kind === 'lost') throw new Error('Drawing stills of a video took too much time or memory.')
  if (end.kind !== 'done') throw new Error(`No stills could be drawn of a video: ${end.message}`)
}
