import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newSeconds } from '../../spec/order.ts'
import type { Person } from '../../media/person.ts'
import { type Mark, markVideo, readMark } from '../../media/provenance.ts'
import { analysePeople } from './analyse-people.ts'
import { append } from './append.ts'
import { ANIMATIC } from './offer.ts'
import { drawFrames } from './draw-frames.ts'
import { synthesiseWav } from './music/synthesise.ts'
import { type Kept, keepOfFilm } from './keep-of-film.ts'
import { planScene } from './plan.ts'
import type { RenderTask } from './protocol.ts'
import { FILES, publish, writeFacts } from './shelf.ts'

/** Shares of the whole as a user waits for it (media.md section 8). */
const PREPARED = 0.1
const DRAWN = 0.95
/** Stitching decodes and encodes both parts, but draws nothing. */
const DRAWN_TO_STITCH = 0.75

/** Renders a task from photos to finished files. `tell` hears the progress, 0 to 1. */
export async function render(task: RenderTask, tell: (progress: number) => void): Promise<void> {
  const { order, workFolder } = task
  const kept = task.film === undefined ? undefined : await keepOfFilm(task.film, task)
  const photos = kept?.photos ?? task.photos
  const plan = planScene({ ...order, seconds: newSeconds(order), people: photos.length })
  const music = kept?.sound ?? join(workFolder, 'music.wav')
  if (kept?.sound === undefined) await writeFile(music, synthesiseWav(plan))
  const people = await analysePeople(photos, (share) => tell(PREPARED * share))
  tell(PREPARED)

  const video = join(workFolder, FILES.video)
  const part = task.before === undefined ? video : join(workFolder, 'part.mp4')
  const drawn = task.before === undefined ? DRAWN : DRAWN_TO_STITCH
  const own = await drawFrames(plan, people, { ffmpeg: task.ffmpeg, music, video: part }, (share) => {
    tell(PREPARED + (drawn - PREPARED) * share)
  })
  await rm(music)
  const origin = await originOf(task)
  const stills =
    task.before === undefined
      ? own
      : await append({ ...task, before: task.before, part, video, fps: plan.fps }, (share) => {
          tell(drawn + (DRAWN - drawn) * share)
        })
  await Promise.all([
    writeFile(join(workFolder, FILES.thumbnail), await stills.thumbnail()),
    writeFile(join(workFolder, FILES.spritesheet), await stills.spritesheet()),
    writeFacts(workFolder, warningsOf(people, kept)),
    markVideo(video, {
      type: origin,
      tool: `Kinora, ${ANIMATIC.title}`,
      title: plan.title,
    }),
  ])
  await publish(workFolder, task.resultFolder)
  tell(1)
}

function warningsOf(people: readonly Person[], kept: Kept | undefined): string[] {
  // Of a still, that it has no face is said already.
  if (kept && !kept.people) return [kept.warning]
  const told = people.flatMap((person, i) => person.warnings.map((warning) => `Person ${i + 1}: ${warning}`))
  return kept ? [kept.warning, ...told] : told
}

/** A program alone drew it only where nobody's pictures are in it, neither as photos nor as an uploaded video. */
async function originOf({ before, film, photos, order }: RenderTask): Promise<Mark['type']> {
  const from = before ?? film
  const mark = from === undefined ? null : await readMark(from)
  if (/trained/i.test(mark?.type ?? '')) return 'compositeWithTrainedAlgorithmicMedia'
  return photos.length > 0 || order.source?.made === 'elsewhere' ? 'composite' : 'algorithmicMedia'
}
