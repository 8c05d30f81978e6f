import { createEasel, horizonOf, type Composition, type Easel } from '../easel.ts'
import type { Random } from '../maths.ts'
import { between } from '../maths.ts'
import type { Plan, Setting } from '../plan.ts'
import { paintBallroom } from './ballroom.ts'
import { paintBeach } from './beach.ts'
import { paintBokeh } from './bokeh.ts'
import { paintCity } from './city.ts'
import { paintDesert } from './desert.ts'
import { paintForest } from './forest.ts'
import { paintLake } from './lake.ts'
import { paintMountains } from './mountains.ts'
import { paintSnow } from './snow.ts'
import { paintSpace } from './space.ts'
import { paintStage } from './stage.ts'
import { paintStreet } from './street.ts'

interface Scenery extends Composition {
  readonly paint: (easel: Easel) => void
}

/** A low sun stands where it can be seen: between two people, beside one. The moon keeps out of the title's way. */
function lightOver(base: number) {
  return (random: Random, plan: Plan) => {
    const horizon = horizonOf({ horizon: base }, plan)
    const tall = plan.height > plan.width
    const side = random() < 0.5 ? -1 : 1
    const beside = plan.people === 1 ? between(random, 0.2, 0.27) : between(random, 0.03, 0.13)
    if (plan.time === 'night')
      return {
        x: 0.5 + side * (tall ? between(random, 0.24, 0.32) : between(random, 0.38, 0.42)),
        y: tall ? 0.4 : 0.27,
        radius: 34,
      }
    if (plan.time === 'day') return { x: 0.5 + side * between(random, 0.36, 0.42), y: tall ? 0.05 : 0.07, radius: 40 }
    const low = plan.time === 'dusk' ? -0.005 : between(random, 0.05, 0.085)
    return { x: 0.5 + side * beside, y: horizon - low, radius: tall ? 58 : 50 }
  }
}

function outdoors(horizon: number, paint: (easel: Easel) => void): Scenery {
  return { horizon, light: lightOver(horizon), paint }
}

/** Lamps hang where the builder hung them. */
function fixedLight(x: number, tallY: number, wideY: number) {
  return (_random: Random, plan: Plan) => ({ x, y: plan.height > plan.width ? tallY : wideY, radius: 50 })
}

const SCENERY: Record<Setting, Scenery> = {
  beach: outdoors(0.6, paintBeach),
  city: outdoors(0.68, paintCity),
  mountains: outdoors(0.64, paintMountains),
  forest: {
    horizon: 0.62,
    light: (random, plan) => ({ x: random() < 0.5 ? 0.3 : 0.7, y: plan.height > plan.width ? 0.3 : 0.22, radius: 46 }),
    paint: paintForest,
  },
  snow: outdoors(0.6, paintSnow),
  desert: outdoors(0.58, paintDesert),
  lake: outdoors(0.6, paintLake),
  street: outdoors(0.62, paintStreet),
  bokeh: outdoors(0.62, paintBokeh),
  space: {
    horizon: 1,
    light: (random) => ({ x: between(random, 0.36, 0.64), y: 0.62, radius: 50 }),
    paint: paintSpace,
  },
  stage: { horizon: 0.64, light: fixedLight(0.5, 0.4, 0.3), paint: paintStage },
  ballroom: { horizon: 0.66, light: fixedLight(0.5, 0.36, 0.22), paint: paintBallroom },
}

/** Everything behind and before the people, baked. `scale`: background bitmap pixels for each frame pixel. */
export function paintSetting(plan: Plan, scale: number): Easel {
  const scenery = SCENERY[plan.setting]
  const easel = createEasel(plan, scenery, scale)
  scenery.paint(easel)
  easel.layers.sort((a, b) => a.depth - b.depth)
  return easel
}
