// A server in small, to be killed: looks at a clip with a program that never ends, then waits.
import { createClipGate } from '../clip-gate.ts'

const [clip, folder, ffmpeg] = process.argv.slice(2)
if (clip === undefined || folder === undefined || ffmpeg === undefined)
  throw new Error('Name a clip, a folder, a program.')
const gate = createClipGate({ ffmpeg: async () => ffmpeg, stagingFolder: folder })
await gate.admit(clip, `${folder}/never`)
