import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Person } from '../../media/person.ts'
import { markVideo } from '../../media/provenance.ts'
import { analysePeople } from './analyse-people.ts'
import { ANIMATIC } from './offer.ts'
import { drawFrames } from './draw-frames.ts'
import { synthesiseWav } from './music/synthesise.ts'
import { planScene } from './plan.ts'
import type { RenderTask } from './protocol.ts'
import { FILES, publish, writeFacts } from './shelf.ts'

/** Shares of the whole as a user waits for it (media.md section 8). */
const PREPARED = 0.1
const DRAWN = 0.95

/** Renders a task from photos to finished files. `tell` hears the progress, 0 to 1. */
export async function render(task: RenderTask, tell: (progress: number) => void): Promise<void> {
  const { order, workFolder } = task
  const plan = planScene({ ...order, people: task.photos.length })
  const music = join(workFolder, 'music.wav')
  await writeFile(music, synthesiseWav(plan))
  const people = await analysePeople(task.photos, (share) => tell(PREPARED * share))
  tell(PREPARED)

  const video = join(workFolder, FILES.video)
  const stills = await drawFrames(plan, people, { ffmpeg: task.ffmpeg, music, video }, (share) => {
    tell(PREPARED + (DRAWN - PREPARED) * share)
  })
  await rm(music)
  await Promise.all([
    writeFile(join(workFolder, FILES.thumbnail), await stills.thumbnail()),
    writeFile(join(workFolder, FILES.spritesheet), await stills.spritesheet()),
    writeFacts(workFolder, warningsOf(people)),
    markVideo(video, {
      type: people.length > 0 ? 'composite' : 'algorithmicMedia',
      tool: `Kinora, ${ANIMATIC.title}`,
      title: plan.title,
    }),
  ])
  await publish(workFolder, task.resultFolder)
  tell(1)
}

function warningsOf(people: readonly Person[]): string[] {
  return people.flatMap((person, i) => person.warnings.map((warning) => `Person ${i + 1}: ${warning}`))
}
