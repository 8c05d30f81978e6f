import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { analysePhoto } from '../../media/analyse.ts'
import type { Person } from '../../media/person.ts'
import { markVideo } from '../../media/provenance.ts'
import { ANIMATIC } from './offer.ts'
import { drawFrames } from './draw-frames.ts'
import { PhotoFault } from './faults.ts'
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
  const people: Person[] = []
  for (const photo of task.photos) {
    people.push(await analyse(photo, people.length + 1))
    tell((PREPARED * people.length) / (task.photos.length + 1))
  }
  const plan = planScene({ ...order, people: people.length })
  const music = join(workFolder, 'music.wav')
  await writeFile(music, synthesiseWav(plan))
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

async function analyse(path: string, number: number): Promise<Person> {
  try {
    return await analysePhoto(path)
  } catch (cause) {
    // Only a photo that really does not decode is the owner's to mend; a model that does not load is not.
    const decodes = await sharp(path, { failOn: 'error' })
      .stats()
      .then(
        () => true,
        () => false,
      )
    if (decodes) throw cause
    throw new PhotoFault(`The photo of person ${number} could not be read. Send it again as a JPEG, PNG or WebP.`, {
      cause,
    })
  }
}

function warningsOf(people: readonly Person[]): string[] {
  return people.flatMap((person, i) => person.warnings.map((warning) => `Person ${i + 1}: ${warning}`))
}
