// A server in small, to be killed: starts one long render in the folder it is given, then waits.
import { createLocalEngine } from '../engine.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('Name a folder.')
const engine = createLocalEngine({ folder, ffmpeg: undefined, cores: 2 })
const order = {
  prompt: 'A forest in the rain',
  seconds: 120,
  width: 256,
  height: 256,
  quality: 'standard',
  references: [],
  seed: 1,
} as const
await engine.start(
  { model: 'kinora-animatic', order, key: 'orphan', photo: () => Promise.reject(new Error('no photos')) },
  AbortSignal.timeout(20_000),
)
process.stdout.write('started\n')
setInterval(() => {}, 60_000)
