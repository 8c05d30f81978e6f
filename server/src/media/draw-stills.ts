import { writeFile } from 'node:fs/promises'
import { FilePathSource, Input, MP4, QTFF } from 'mediabunny'
import { readFramesThere } from './read-frames.ts'
import { createStills } from './stills.ts'

export interface StillsTask {
  /** Paths: the MP4, and where its stills go. */
  readonly video: string
  readonly thumbnail: string
  readonly spritesheet: string
  /** Path of the program. */
  readonly ffmpeg: string
}

/** The work behind `StillsGate.draw`; runs in the child process. */
export async function drawStills({ video, thumbnail, spritesheet, ffmpeg }: StillsTask): Promise<void> {
  const shape = await shapeOf(video)
  const stills = createStills(shape)
  const missing = new Set(stills.wanted)
  let last: Uint8Array | undefined
  // On one thread: a decoder's memory grows with each, and the server has other things to do.
  await readFramesThere({ ...shape, ffmpeg, path: video, threads: 1 }, stills.wanted, (frame, rgba) => {
    stills.take(frame, rgba)
    missing.delete(frame)
    last = Uint8Array.from(rgba)
  })
  if (!last) throw new Error('Not one frame of the video can be decoded.')
  for (const frame of missing) stills.take(frame, last)
  await writeFile(thumbnail, await stills.thumbnail())
  await writeFile(spritesheet, await stills.spritesheet())
}

async function shapeOf(path: string): Promise<{ width: number; height: number; frames: number }> {
  const input = new Input({ formats: [MP4, QTFF], source: new FilePathSource(path) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw new Error('The file holds no video track.')
    const { packetCount } = await track.computePacketStats()
    return { width: await track.getDisplayWidth(), height: await track.getDisplayHeight(), frames: packetCount }
  } finally {
    input.dispose()
  }
}
