import { createCanvas } from '@napi-rs/canvas'
import { placePeople } from '../../media/layout.ts'
import type { Person } from '../../media/person.ts'
import { createCamera } from './camera.ts'
import { makeCutout, type Sprite } from './cutout.ts'
import { createFrameDrawer } from './frame.ts'
import { makeGlitter } from './glitter.ts'
import type { Plan } from './plan.ts'
import { makePrint } from './print.ts'
import { paintSetting } from './scenes/settings.ts'
import { makeLettering } from './text.ts'
import { makeAir } from './weather.ts'

/** Draws any frame of a plan, in any order. */
export interface Painter {
  /**
   * Straight RGBA, every pixel opaque, `width * height * 4` bytes. Depends on `index` alone, so workers may share the
   * frames out. Give the event loop a turn between calls: the canvas library frees its pictures there.
   */
  frame(index: number): Uint8Array
}

/** Most people a picture is laid out for. */
const MOST_PEOPLE = 2

/** Paints and bakes all layers: half a second to two. */
export async function openPainter(plan: Plan, people: readonly Person[]): Promise<Painter> {
  const placements = placePeople(people.slice(0, MOST_PEOPLE), plan)
  const easel = paintSetting(plan, backgroundScale(plan, placements.length))
  const look = { palette: easel.palette, light: easel.light, frame: plan, unit: easel.unit }
  const sprites: Sprite[] = []
  for (const [order, placement] of placements.entries()) {
    // One photo at a time, and a turn in between: a large one takes a few hundred milliseconds.
    await new Promise<void>((done) => setImmediate(done))
    sprites.push(placement.person.form === 'print' ? makePrint(placement, look, order) : makeCutout(placement, look))
  }
  const camera = createCamera(plan, placements[0]?.eyeLine ?? plan.height / 2)
  const draw = createFrameDrawer({
    easel,
    camera,
    placements,
    sprites,
    air: makeAir(
      plan,
      easel.palette,
      placements.map(({ centreX, eyeLine, faceHeight }) => ({ x: centreX, y: eyeLine, radius: faceHeight * 1.15 })),
    ),
    lettering: makeLettering(plan, placements, camera, easel.palette),
    glitter: makeGlitter(easel),
  })
  const canvas = createCanvas(plan.width, plan.height)
  const brush = canvas.getContext('2d')
  return {
    frame: (index) => {
      draw(brush, index / plan.fps)
      return canvas.data()
    },
  }
}

/** Behind people a smaller background saves two thirds of the work and looks like depth of field; alone it must be sharp. */
function backgroundScale(plan: Plan, people: number): number {
  if (plan.quality === 'high') return people > 0 ? 0.75 : 1
  return people > 0 ? 0.6 : 0.85
}
