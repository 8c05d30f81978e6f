import type { Config } from '../config.ts'
import { createVideosApiEngine } from '../engines/videos-api/engine.ts'
import { createFrameGate } from '../media/frame-gate.ts'
import { createGuardedFetch } from '../media/guarded-fetch.ts'
import { fail, ok, type Finding } from './finding.ts'

const PATIENCE_MS = 6_000

/** Asks every hosted engine whether it could work now, which costs nothing. The embedded one needs only ffmpeg. */
export async function checkEngines({ engines, dataFolder }: Config): Promise<Finding[]> {
  const frames = createFrameGate()
  const elsewhere = createGuardedFetch({ allowPrivate: false })
  try {
    return await Promise.all(
      engines.map(async (hosted) => {
        const parts = { ...hosted, frames, folder: dataFolder, elsewhere, report: () => undefined }
        const engine = createVideosApiEngine(parts)
        const about = `engine ${hosted.name}`
        try {
          const health = await engine.probe(AbortSignal.timeout(PATIENCE_MS))
          return health.ready ? ok(about, 'answers') : fail(about, 'cannot work now', health.reason)
        } catch {
          return fail(about, 'does not answer', 'Check its url in KINORA_ENGINES, and the network.')
        } finally {
          await engine.close()
        }
      }),
    )
  } finally {
    await frames.close()
  }
}
