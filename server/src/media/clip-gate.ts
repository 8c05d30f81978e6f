import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClipGate } from '../spec/clip.ts'
import { Fault } from '../spec/fault.ts'
import type { ClipTask } from './clip-face.ts'
import { TaskRunner } from './task-process.ts'
import type { TaskEnd } from './task-process.ts'

export interface ClipGateParts {
  /** Path of the program to decode with. Asked with each clip. */
  readonly ffmpeg: () => Promise<string>
  /** For frames under way. */
  readonly stagingFolder: string
  /** How long one clip may take; default 60 s. */
  readonly timeMs?: number
}

const CHILD = new URL('./clip-child.ts', import.meta.url)

/** Looks at clips one after another. */
export function createClipGate({ ffmpeg, stagingFolder, timeMs = 60_000 }: ClipGateParts): ClipGate {
  const runner = new TaskRunner<ClipTask, undefined>(CHILD, timeMs)
  return {
    admit: (source, target) =>
      runner.run(async (ask) => {
        const scratch = await mkdtemp(join(stagingFolder, 'clip-'))
        try {
          settle(await ask({ source, target, scratch, ffmpeg: await ffmpeg() }))
        } finally {
          await rm(scratch, { recursive: true, force: true })
        }
      }),
    close: () => runner.close(),
  }
}

const refusal = (message: string): Fault => new Fault('invalid_value', message, { param: 'video' })

function settle(end: TaskEnd<undefined>): void {
  if (end.kind === 'refused') throw refusal(end.message)
  if (end.kind === 'lost') throw refusal('The clip takes too much time or memory to look at. Send a shorter one.')
  if (end.kind === 'broken') throw new Error(`The clip could not be looked at: ${end.message}`)
}
