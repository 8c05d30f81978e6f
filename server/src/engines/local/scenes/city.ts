import { css, mix } from '../colour.ts'
import { addLayer, glowSprite, type Area, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import type { Brush } from '../sheet.ts'
import { paintClouds, paintHaze, paintSky } from './sky.ts'

/** A skyline over a river that carries its lights. */
export function paintCity(easel: Easel): void {
  const { palette, height, horizon } = easel
  paintSky(easel)
  paintClouds(easel, 0.7)
  for (const row of [0, 1, 2]) {
    paintRow(easel, row)
    paintHaze(
      easel,
      0.16 + row * 0.15,
      horizon - (0.2 - row * 0.04) * height,
      horizon + 0.01 * height,
      palette.haze,
      0.5 - row * 0.16,
    )
  }
  paintRiver(easel)
}

function litShare(easel: Easel): number {
  const { time } = easel.plan
  return time === 'night' ? 0.42 : time === 'dusk' ? 0.4 : time === 'sunset' ? 0.16 : 0
}

function paintRow(easel: Easel, row: number): void {
  const { palette, random, unit, height, horizon, width } = easel
  const base = horizon + 3 * unit
  const tallest = (0.36 - row * 0.075) * height * (width > height ? 1.25 : 1)
  const wall = mix(mix(palette.land, '#0b1026', 0.35), palette.haze, 0.62 - row * 0.25)
  addLayer(easel, 0.15 + row * 0.15, (brush, area) => {
    let x = area.left - 30 * unit
    while (x < area.left + area.width) {
      const wide = between(random, 30, 74) * unit * (1 + row * 0.28)
      // Towers crowd to the middle of the far row, as downtowns do.
      const centre = 1 - Math.abs(x + wide / 2 - width / 2) / (area.width * 0.5)
      const share = 0.22 + random() ** 1.6 * 0.6 + (row === 0 ? 0.28 : 0.1) * centre * random()
      drawTower(easel, brush, { x, wide, top: base - tallest * share, base, wall, row })
      x += wide + (random() < 0.3 ? 9 * unit : 0)
    }
  })
}

interface Tower {
  readonly x: number
  readonly wide: number
  readonly top: number
  readonly base: number
  readonly wall: readonly [number, number, number]
  readonly row: number
}

function drawTower(easel: Easel, brush: Brush, tower: Tower): void {
  const { palette, random } = easel
  const { x, wide, top, base, wall } = tower
  const tall = base - top
  const fill = brush.createLinearGradient(0, top, 0, base)
  fill.addColorStop(0, css(wall))
  fill.addColorStop(1, css(mix(wall, palette.haze, 0.42)))
  brush.fillStyle = fill
  brush.fillRect(x, top, wide, tall)
  const crown = random()
  if (crown < 0.16) brush.fillRect(x + wide * 0.46, top - tall * 0.2, wide * 0.07, tall * 0.2)
  if (crown < 0.3) brush.fillRect(x + wide * 0.24, top - tall * 0.07, wide * 0.52, tall * 0.08)
  else if (crown < 0.42) {
    brush.beginPath()
    brush.moveTo(x, top + 1)
    brush.lineTo(x + wide * (crown < 0.36 ? 0.5 : 1), top - wide * 0.5)
    brush.lineTo(x + wide, top + 1)
    brush.fill()
  }
  // The side towards the light is a shade brighter: boxes, not paper.
  const lit = easel.light.x > x + wide / 2
  brush.fillStyle = css(palette.rim, palette.dark ? 0.07 : 0.13)
  brush.fillRect(lit ? x + wide * 0.62 : x, top, wide * 0.38, tall)
  drawWindows(easel, brush, tower)
}

function drawWindows(easel: Easel, brush: Brush, tower: Tower): void {
  const { random, unit, palette } = easel
  const share = litShare(easel)
  const size = (4.4 + tower.row * 1.7) * unit
  const across = Math.max(2, Math.floor(tower.wide / (size * 2.05)))
  const gap = tower.wide / across
  for (let y = tower.top + size * 1.6; y < tower.base - size; y += size * 2.1) {
    // Whole floors are lit or dark together, more often than not.
    const floor = share * between(random, 0.3, 1.7)
    for (let column = 0; column < across; column++) {
      const on = random() < floor
      if (!on && share > 0.3 && random() < 0.75) continue
      const warm = mix('#ffc56e', '#fff2d2', random())
      const colour = on
        ? random() < 0.86
          ? warm
          : mix(palette.accent, '#ffffff', 0.3)
        : mix(tower.wall, palette.sky[2], 0.4)
      brush.fillStyle = css(colour, on ? between(random, 0.45, 1) * (0.62 + tower.row * 0.18) : 0.4)
      brush.fillRect(tower.x + gap * (column + 0.25), y, gap * 0.5, size * 1.2)
    }
  }
}

function paintRiver(easel: Easel): void {
  const { palette, horizon, height } = easel
  addLayer(
    easel,
    0.5,
    (brush, area) => {
      const fill = brush.createLinearGradient(0, horizon, 0, height)
      fill.addColorStop(0, css(mix(palette.haze, palette.sky[3], 0.4)))
      fill.addColorStop(0.12, css(mix(palette.haze, palette.land, 0.45)))
      fill.addColorStop(0.6, css(mix(palette.land, palette.sky[1], 0.3)))
      fill.addColorStop(1, css(palette.land))
      brush.fillStyle = fill
      brush.fillRect(area.left, horizon, area.width, area.top + area.height - horizon)
      paintReflections(easel, brush, area)
    },
    { grain: 1.8 },
  )
  paintLamps(easel)
}

/** Every light in the skyline, drawn out by the water into a trembling column. */
function paintReflections(easel: Easel, brush: Brush, area: Area): void {
  const { random, horizon, height, unit, palette } = easel
  const lights = palette.dark ? 64 : 30
  brush.globalCompositeOperation = 'lighter'
  for (let index = 0; index < lights; index++) {
    const x = area.left + random() * area.width
    const reach = between(random, 0.1, 0.34) * height
    const colour = random() < 0.68 ? '#ffbe6a' : random() < 0.5 ? palette.accent : '#ff7aa8'
    const strength = between(random, 0.1, 0.34) * (palette.dark ? 1 : 0.45)
    for (let y = horizon + 3 * unit; y < horizon + reach; y += between(random, 3, 8) * unit) {
      const near = (y - horizon) / reach
      brush.fillStyle = css(palette.dark ? colour : palette.rim, strength * (1 - near) * between(random, 0.3, 1))
      brush.fillRect(
        x + between(random, -4, 4) * unit * (1 + near * 2),
        y,
        between(random, 5, 14) * unit * (0.6 + near),
        2.2 * unit,
      )
    }
  }
  brush.globalCompositeOperation = 'source-over'
}

/** Out-of-focus lamps along the near bank. */
function paintLamps(easel: Easel): void {
  const { random, width, height, horizon, unit, palette } = easel
  if (!palette.dark) return
  addLayer(
    easel,
    0.66,
    (brush, area) => {
      brush.globalCompositeOperation = 'lighter'
      for (let index = 0; index < 26; index++) {
        const colour = random() < 0.6 ? '#ffc67a' : random() < 0.5 ? palette.accent : '#ff8fb4'
        const size = between(random, 14, 44) * unit
        const x = area.left + random() * area.width
        const y = horizon + between(random, -0.01, 0.2) * height
        drawDisc(brush, x, y, size, css(colour, between(random, 0.07, 0.22)))
      }
      const glow = glowSprite((alpha) => css('#ffca85', alpha * 0.5), 64)
      for (const x of [0.04, 0.96])
        brush.drawImage(glow, x * width - 150 * unit, horizon - 90 * unit, 300 * unit, 300 * unit)
    },
    { blend: 'lighter', pulse: 0.18, detail: 0.7 },
  )
}

/** A light out of focus: flat, a touch brighter at its rim, as lenses make it. */
export function drawDisc(brush: Brush, x: number, y: number, radius: number, colour: string): void {
  brush.fillStyle = colour
  brush.beginPath()
  brush.arc(x, y, radius, 0, 7)
  brush.fill()
  brush.beginPath()
  brush.arc(x, y, radius * 0.94, 0, 7)
  brush.lineWidth = radius * 0.05
  brush.strokeStyle = colour
  brush.stroke()
}
