import type { Caller } from '../spec/desk.ts'
import type { Video } from '../spec/video.ts'
import { cancelJob } from './remove.ts'
import type { RemoveParts } from './remove.ts'
import { ownJob } from './desk/sources.ts'
import { toVideo } from './to-video.ts'
import { tell } from './drive/work.ts'

/** Ends what has not ended and tells the engine. The queue entry stays for the driver, which tidies up after it. */
export async function cancelVideo(parts: RemoveParts, { owner, keyId }: Caller, id: string): Promise<Video> {
  await ownJob(parts.store, owner, id)
  const handled = await cancelJob(parts, id, keyId)
  const engine = parts.engines.find(({ name }) => name === handled?.engine)
  if (engine && handled) await tell({ ...parts, engine }, id, 'cancel', handled.handle)
  return toVideo(await ownJob(parts.store, owner, id))
}
