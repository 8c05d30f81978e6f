import { css, mix } from '../colour.ts'
import type { Canvas } from '@napi-rs/canvas'
import { addLayer, type Area, type Easel } from '../easel.ts'
import { between, clamp, smoothstep } from '../maths.ts'
import { shadeSheet, type Brush } from '../sheet.ts'
import { paintClouds, paintHaze, paintSky, writeColour } from './sky.ts'
import { rockFace } from './terrain.ts'

/** Dunes with a lit and a shaded side each, mesas far away, and a caravan for scale. */
export function paintDesert(easel: Easel): void {
  const { palette, height, horizon } = easel
  paintSky(easel)
  paintClouds(easel, 0.45)
  paintMesas(easel)
  paintHaze(easel, 0.14, horizon - 0.12 * height, horizon + 0.02 * height, palette.haze, 0.5)
  for (const row of [0, 1, 2, 3]) paintDune(easel, row)
}

function paintMesas(easel: Easel): void {
  const { palette, random, height, horizon, plan, light, width } = easel
  const mesas = new Float32Array(513)
  for (const [share, wide, tall] of [
    [between(random, 0.08, 0.2), 0.1, 0.9],
    [between(random, 0.3, 0.44), 0.045, 0.6],
    [between(random, 0.52, 0.66), 0.06, 0.74],
    [between(random, 0.8, 0.94), 0.12, 1],
  ] as const) {
    for (let post = 0; post < 513; post++)
      mesas[post] = Math.max(mesas[post]!, butte(Math.abs(post / 512 - share) / wide) * tall)
  }
  addLayer(easel, 0.12, (brush, area) => {
    const tall = 0.13 * height
    const face = rockFace(area.width * easel.scale, tall * easel.scale, mesas, {
      lit: mix('#c9743f', palette.rim, 0.3),
      shade: mix('#6b3524', palette.sky[0], 0.35),
      haze: palette.haze,
      hazeTop: 0.5,
      hazeFoot: 0.82,
      lightFrom: light.x > width / 2 ? 1 : -1,
      snow: 0,
      snowLit: '#ffffff',
      snowShade: '#ffffff',
      seed: plan.seed + 71,
    })
    brush.drawImage(face, area.left, horizon - tall + 2, area.width, tall)
  })
}

/** A flat top, a cliff, and the rubble at its foot; `out` is 1 where the rubble ends. */
function butte(out: number): number {
  if (out < 0.48) return 1
  if (out < 0.56) return 1 - (out - 0.48) * 5
  return Math.max(0, 0.6 * (1 - (out - 0.56) / 0.6))
}

interface Dune {
  readonly crest: (x: number) => number
  readonly lit: readonly [number, number, number]
  readonly shade: readonly [number, number, number]
  /** Frame pixels: where the sheet starts, and its height. */
  readonly top: number
  readonly tall: number
}

function paintDune(easel: Easel, row: number): void {
  const { palette, random, height, horizon, light, width, plan } = easel
  const base = horizon + (0.015 + row * 0.075) * height
  const swell = (0.045 + row * 0.02) * height
  const dim = plan.time === 'night' ? 0.66 : plan.time === 'dusk' ? 0.5 : plan.time === 'sunset' ? 0.22 : 0.04
  const sand = mix(mix('#e7b06c', '#d08a4a', row / 3), palette.land, dim)
  const lit = mix(mix(sand, palette.rim, 0.45), palette.haze, 0.34 - row * 0.11)
  const shade = mix(mix(sand, palette.land, 0.82), palette.haze, 0.3 - row * 0.1)
  const phase = random() * 6
  const crest = (x: number) => {
    const u = (x / width) * (width > height ? 6.4 - row * 0.8 : 4 - row * 0.5) + phase
    // Gentle on one side, steep on the other: a sine leaning over, as wind makes it.
    return base - swell * (0.5 + 0.5 * Math.sin(u + 0.45 * Math.sin(u)) + 0.22 * Math.sin(u * 2.3 + row))
  }
  addLayer(
    easel,
    0.2 + row * 0.17,
    (brush, area) => {
      const top = base - swell * 1.4
      const tall = 0.34 * height
      brush.drawImage(duneFace(easel, area, { crest, lit, shade, top, tall }), area.left, top, area.width, tall)
      brush.fillStyle = css(mix(shade, lit, 0.5))
      brush.fillRect(area.left, top + tall - 1, area.width, area.top + area.height)
      paintSandRipples(easel, brush, area, crest, shade, row)
      if (row === 1) drawCaravan(easel, brush, crest, light.x < width / 2 ? 0.66 : 0.2)
    },
    { grain: 1.8 },
  )
}

/** A dune's skin: bright where the crest rises to the light, dark beyond the knife edge that winds down from each top. */
function duneFace(easel: Easel, area: Area, dune: Dune): Canvas {
  const { crest, lit, shade, top, tall } = dune
  const { scale, light, width, unit } = easel
  const from = light.x > width / 2 ? 1 : -1
  return shadeSheet(area.width * scale, tall * scale, (data, at, column, row) => {
    const x = area.left + column / scale
    const y = top + row / scale
    const below = y - crest(x)
    if (below < -1 / scale) return
    const bend = below * 1.1 + Math.sin(below / (26 * unit)) * 9 * unit
    const source = x + from * bend
    const reach = 6 * unit
    const slope = (crest(source + reach) - crest(source - reach)) / (reach * 2)
    const bright = smoothstep(-0.022, 0.022, slope * from)
    const depth = smoothstep(0, tall * 0.75, below)
    writeColour(data, at, mix(mix(shade, lit, bright), mix(shade, lit, 0.5), depth), clamp(below * scale + 1) * 255)
  })
}

function paintSandRipples(
  easel: Easel,
  brush: Brush,
  area: Area,
  crest: (x: number) => number,
  shade: readonly [number, number, number],
  row: number,
): void {
  const { random, unit, height } = easel
  if (row < 2) return
  for (let index = 0; index < 130; index++) {
    const x = area.left + random() * area.width
    const y = crest(x) + between(random, 0.015, 0.3) * height
    const long = between(random, 20, 90) * unit * (row - 1)
    brush.strokeStyle = css(shade, between(random, 0.06, 0.2))
    brush.lineWidth = between(random, 0.8, 2.2) * unit
    brush.beginPath()
    brush.moveTo(x - long, y)
    brush.quadraticCurveTo(x, y - 7 * unit, x + long, y + 3 * unit)
    brush.stroke()
  }
}

function drawCaravan(easel: Easel, brush: Brush, crest: (x: number) => number, share: number): void {
  const { unit, width, palette } = easel
  brush.fillStyle = css(mix(palette.land, '#000000', 0.35), 0.85)
  for (let index = 0; index < 4; index++) {
    const x = share * width + index * 30 * unit
    const y = crest(x) + 2 * unit
    const size = 9 * unit
    brush.beginPath()
    brush.ellipse(x, y - size, size, size * 0.45, 0, 0, 7)
    brush.arc(x, y - size * 1.4, size * 0.4, 0, 7)
    brush.fill()
    brush.fillRect(x + size * 0.8, y - size * 2, size * 0.22, size * 1.1)
    brush.fillRect(x + size * 0.8, y - size * 2.05, size * 0.62, size * 0.28)
    for (const leg of [-0.75, -0.45, 0.4, 0.7]) brush.fillRect(x + leg * size, y - size * 0.8, size * 0.14, size * 0.85)
  }
}
