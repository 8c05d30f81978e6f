import { css, mix, type Colour } from '../colour.ts'
import { addLayer, glowSprite, type Area, type Easel } from '../easel.ts'
import { fractalNoise } from '../field.ts'
import { between, clamp, smoothstep } from '../maths.ts'
import { shadeSheet, type Brush } from '../sheet.ts'

/** Sky, stars and the sun or moon in one opaque layer: nothing this far away moves against the rest. */
export function paintSky(easel: Easel, extra?: (brush: Brush, area: Area) => void): void {
  addLayer(
    easel,
    0,
    (brush, area) => {
      const { palette, horizon } = easel
      const fill = brush.createLinearGradient(0, area.top, 0, horizon + 0.03 * easel.height)
      for (const [index, colour] of palette.sky.entries()) fill.addColorStop((index / 4) ** 0.85, colour)
      brush.fillStyle = fill
      brush.fillRect(area.left, area.top, area.width, area.height)
      const overcast = easel.plan.weather === 'rain'
      if (palette.dark && !overcast) paintStars(easel, brush, area, 240, 1.6)
      extra?.(brush, area)
      if (!overcast) paintLight(easel, brush)
    },
    { grain: 2.2 },
  )
}

/** `crowding` above 1 keeps most stars high up, away from the haze. */
export function paintStars(easel: Easel, brush: Brush, area: Area, count: number, crowding: number): void {
  const { random, unit, horizon } = easel
  const depth = Math.min(horizon - area.top, area.height)
  brush.globalCompositeOperation = 'lighter'
  for (let index = 0; index < count; index++) {
    const size = (0.5 + random() ** 5 * 2) * unit
    const tint = mix('#ffffff', random() < 0.5 ? '#ffd9b0' : '#aecbff', random() * 0.7)
    const x = area.left + random() * area.width
    const y = area.top + random() ** crowding * depth
    brush.fillStyle = css(tint, between(random, 0.25, 0.95))
    brush.beginPath()
    brush.arc(x, y, size, 0, 7)
    brush.fill()
  }
  brush.globalCompositeOperation = 'source-over'
}

export function paintLight(easel: Easel, brush: Brush): void {
  const { light, palette, unit, plan } = easel
  const glow = glowSprite((alpha) => css(palette.light, alpha), 128)
  const strength = plan.time === 'night' ? 0.5 : palette.dark ? 0.55 : 0.9
  brush.globalCompositeOperation = 'screen'
  for (const [size, share] of [
    [light.radius * 14, 0.9],
    [1900 * unit, 0.5],
  ] as const) {
    brush.globalAlpha = strength * share
    brush.drawImage(glow, light.x - size / 2, light.y - size / 2, size, size)
  }
  if (plan.time === 'day') {
    brush.globalAlpha = 1
    brush.drawImage(glow, light.x - light.radius * 4, light.y - light.radius * 4, light.radius * 8, light.radius * 8)
  }
  brush.globalAlpha = 1
  brush.globalCompositeOperation = 'source-over'
  if (plan.time === 'night') paintMoon(easel, brush)
  else if (plan.time !== 'day' && plan.setting !== 'forest') {
    const { x, y, radius } = light
    const disc = brush.createRadialGradient(x, y, radius * 0.2, x, y, radius)
    disc.addColorStop(0, css(mix(palette.light, '#ffffff', 0.6)))
    disc.addColorStop(0.86, css(palette.light))
    disc.addColorStop(1, css(palette.light, 0))
    brush.fillStyle = disc
    brush.beginPath()
    brush.arc(x, y, radius, 0, 7)
    brush.fill()
  }
}

function paintMoon(easel: Easel, brush: Brush): void {
  const { light, random } = easel
  const { x, y, radius } = light
  const face = brush.createRadialGradient(x - radius * 0.3, y - radius * 0.3, 0, x, y, radius)
  face.addColorStop(0, '#fbfcff')
  face.addColorStop(0.75, '#dfe6f8')
  face.addColorStop(1, '#b9c5e6')
  brush.save()
  brush.beginPath()
  brush.arc(x, y, radius, 0, 7)
  brush.fillStyle = face
  brush.fill()
  brush.clip()
  for (let index = 0; index < 9; index++) {
    const size = radius * between(random, 0.12, 0.42)
    brush.fillStyle = css('#8f9cc4', between(random, 0.1, 0.28))
    brush.beginPath()
    brush.ellipse(
      x + between(random, -0.8, 0.8) * radius,
      y + between(random, -0.8, 0.8) * radius,
      size,
      size * 0.8,
      random() * 3,
      0,
      7,
    )
    brush.fill()
  }
  brush.restore()
}

/** Two sheets of cloud, drifting against each other, lit from where the light is. */
export function paintClouds(easel: Easel, amount = 1): void {
  for (const sheet of [0, 1]) {
    const bitmap = cloudSheet(easel, sheet, amount)
    const top = easel.horizon * (sheet === 0 ? 0.1 : 0.42)
    const tall = easel.horizon * (sheet === 0 ? 0.66 : 0.5)
    addLayer(
      easel,
      0.06 + sheet * 0.05,
      (brush, area) => {
        brush.imageSmoothingQuality = 'high'
        brush.drawImage(bitmap, area.left, top, area.width, tall)
      },
      { drift: (sheet === 0 ? 9 : -6) * easel.unit, detail: 0.8 },
    )
  }
}

function cloudSheet(easel: Easel, sheet: number, amount: number) {
  const { palette, plan, light } = easel
  const width = 340
  const height = 190
  const wide = easel.width > easel.height ? 1.6 : 1
  const noise = fractalNoise(width, height, plan.seed + 21 + sheet * 5, {
    across: Math.round((2 + sheet * 2) * wide),
    down: 5 + sheet * 5,
    octaves: 6,
    gain: 0.52,
  }).values
  const bright = mix(palette.sky[4], '#ffffff', plan.time === 'day' ? 0.92 : 0.22)
  const shade = mix(palette.sky[1], palette.haze, plan.time === 'day' ? 0.75 : 0.5)
  const strength = (plan.weather === 'rain' ? 0.9 : palette.dark ? 0.45 : 0.86) * amount
  const aim = light.x / easel.width
  return shadeSheet(width, height, (data, at, x, y) => {
    const here = noise[y * width + x]!
    const toLight = noise[clamp(y + 5, 0, height - 1) * width + clamp(x + (x / width < aim ? 4 : -4), 0, width - 1)]!
    const cover = smoothstep(0.5, 0.76, here) * smoothstep(0, 0.3, y / height) * smoothstep(1, 0.7, y / height)
    const lit = clamp(0.5 + (here - toLight) * 5.5 + (palette.dark ? -0.15 : 0.08))
    writeColour(data, at, mix(shade, bright, lit), cover * strength * 255)
  })
}

export function writeColour(
  data: Uint8ClampedArray,
  at: number,
  colour: readonly [number, number, number],
  alpha: number,
) {
  data[at] = colour[0]
  data[at + 1] = colour[1]
  data[at + 2] = colour[2]
  data[at + 3] = alpha
}

/** A band of haze that thickens downwards: depth between one thing and the next. */
export function paintHaze(
  easel: Easel,
  depth: number,
  from: number,
  to: number,
  colour: Colour,
  strength: number,
): void {
  addLayer(
    easel,
    depth,
    (brush, area) => {
      const fill = brush.createLinearGradient(0, from, 0, to)
      fill.addColorStop(0, css(colour, 0))
      fill.addColorStop(1, css(colour, strength))
      brush.fillStyle = fill
      brush.fillRect(area.left, from, area.width, area.top + area.height - from)
    },
    { detail: 0.5 },
  )
}
