import { createEasel, type Composition, type Easel } from '../easel.ts'
import type { Random } from '../maths.ts'
import { between } from '../maths.ts'
import type { Plan, Setting } from '../plan.ts'
import { paintBeach } from './beach.ts'
import { paintCity } from './city.ts'
import { paintMountains } from './mountains.ts'

interface Scenery extends Composition {
  readonly paint: (easel: Easel) => void
}

/** A low sun stands where it can be seen: between two people, beside one. The moon keeps out of the title's way. */
function lightOver(horizon: number) {
  return (random: Random, plan: Plan) => {
    const tall = plan.height > plan.width
    const side = random() < 0.5 ? -1 : 1
    const beside = plan.people === 1 ? between(random, 0.2, 0.27) : between(random, 0.03, 0.13)
    if (plan.time === 'night') return { x: 0.5 + side * between(random, 0.24, 0.32), y: tall ? 0.4 : 0.3, radius: 34 }
    if (plan.time === 'day') return { x: 0.5 + side * between(random, 0.26, 0.36), y: tall ? 0.14 : 0.12, radius: 36 }
    const low = plan.time === 'dusk' ? -0.005 : between(random, 0.05, 0.085)
    return { x: 0.5 + side * beside, y: horizon - low, radius: tall ? 58 : 50 }
  }
}

function outdoors(horizon: number, paint: (easel: Easel) => void): Scenery {
  return { horizon, light: lightOver(horizon), paint }
}

const SCENERY: Partial<Record<Setting, Scenery>> = {
  beach: outdoors(0.6, paintBeach),
  city: outdoors(0.68, paintCity),
  mountains: outdoors(0.64, paintMountains),
}

/** Everything behind and before the people, baked. `scale`: background bitmap pixels for each frame pixel. */
export function paintSetting(plan: Plan, scale: number): Easel {
  const scenery = SCENERY[plan.setting] ?? outdoors(0.6, paintBeach)
  const easel = createEasel(plan, scenery, scale)
  scenery.paint(easel)
  easel.layers.sort((a, b) => a.depth - b.depth)
  return easel
}
