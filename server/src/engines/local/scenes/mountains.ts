import { css, mix } from '../colour.ts'
import { addLayer, type Easel } from '../easel.ts'
import { between } from '../maths.ts'
import { drawGrass, drawPine } from './plants.ts'
import { paintClouds, paintHaze, paintSky } from './sky.ts'
import { heightAt, ridgeLine, rockFace } from './terrain.ts'

export function paintMountains(easel: Easel): void {
  paintSky(easel)
  paintClouds(easel, 0.8)
  paintRanges(easel, { snow: 0.46 })
  paintPineHills(easel, 0.06)
  paintVerge(easel)
}

/** Three ranges, each nearer, lower and darker than the last, with mist between them. */
export function paintRanges(easel: Easel, options: { readonly snow: number }): void {
  const { palette, random, height, horizon, plan, light, width } = easel
  const day = plan.time === 'day'
  for (const row of [0, 1, 2]) {
    const tall = (0.3 - row * 0.07) * height * (width > height ? 1.15 : 1)
    const base = horizon + (row * 0.035 + 0.02) * height
    const ridge = ridgeLine(random, 0.52 + row * 0.02)
    const depth = 0.13 + row * 0.13
    const stone = mix(palette.land, day ? '#6c7f92' : palette.sky[1], 0.45 - row * 0.12)
    addLayer(
      easel,
      depth,
      (brush, area) => {
        const face = rockFace(area.width * easel.scale, tall * easel.scale, ridge, {
          lit: mix(stone, palette.rim, 0.5),
          shade: mix(stone, palette.sky[0], 0.5),
          haze: palette.haze,
          hazeTop: 0.3 - row * 0.1,
          hazeFoot: 0.84 - row * 0.16,
          lightFrom: light.x > width / 2 ? 1 : -1,
          snow: options.snow * (1 - row * 0.34),
          snowLit: mix('#ffffff', palette.rim, 0.55),
          snowShade: mix(mix('#7f98c4', palette.sky[1], 0.5), palette.haze, 0.08),
          seed: plan.seed + 50 + row,
        })
        brush.drawImage(face, area.left, base - tall, area.width, tall)
        const foot = brush.createLinearGradient(0, base - 1, 0, base + 0.1 * height)
        foot.addColorStop(0, css(mix(stone, palette.haze, 0.84 - row * 0.16)))
        foot.addColorStop(1, css(mix(stone, palette.haze, 0.6)))
        brush.fillStyle = foot
        brush.fillRect(area.left, base - 1, area.width, area.top + area.height - base + 1)
      },
      { grain: 1.6 },
    )
    paintHaze(easel, depth + 0.03, base - tall * 0.4, base + 0.04 * height, palette.haze, 0.42 - row * 0.1)
  }
}

/** Two wooded hills in front of the range. `lift` is how far they rise above the horizon, in frame heights. */
export function paintPineHills(easel: Easel, lift: number, dusting = 0): void {
  const { palette, random, height, horizon, unit, plan } = easel
  const green = mix(palette.land, plan.time === 'day' ? '#2a5a3c' : '#0d2a24', 0.55)
  for (const row of [0, 1]) {
    const base = horizon + (0.06 + row * 0.1) * height
    const ridge = ridgeLine(random, 0.46)
    const tone = mix(green, palette.haze, 0.45 - row * 0.3)
    addLayer(easel, 0.46 + row * 0.16, (brush, area) => {
      const crest = (share: number) => base - heightAt(ridge, share) * (lift + 0.02) * height
      const fill = brush.createLinearGradient(0, base - lift * height, 0, height)
      fill.addColorStop(0, css(mix(tone, palette.haze, 0.2)))
      fill.addColorStop(0.5, css(mix(tone, '#ffffff', dusting * 0.8)))
      fill.addColorStop(1, css(mix(mix(tone, '#ffffff', dusting * 0.6), palette.land, 0.6)))
      brush.fillStyle = fill
      brush.beginPath()
      for (let step = 0; step <= 100; step++) brush.lineTo(area.left + (step / 100) * area.width, crest(step / 100))
      brush.lineTo(area.left + area.width, area.top + area.height)
      brush.lineTo(area.left, area.top + area.height)
      brush.fill()
      const trees = Math.round(130 - row * 40)
      for (let index = 0; index < trees; index++) {
        const share = random()
        const size = between(random, 22, 58) * unit * (1 + row * 1.1)
        brush.fillStyle = css(mix(mix(tone, '#04120d', between(random, 0.1, 0.45)), palette.haze, 0.12 - row * 0.06))
        drawPine(brush, random, area.left + share * area.width, crest(share) + between(random, 0, 34) * unit, size)
      }
    })
  }
}

function paintVerge(easel: Easel): void {
  const { palette, random, width, height } = easel
  addLayer(
    easel,
    1.3,
    (brush, area) => {
      brush.strokeStyle = css(mix(palette.land, '#000000', 0.5))
      drawGrass(brush, random, area.left, area.left + area.width, height * 1.06, 0.09 * height)
      drawGrass(brush, random, area.left, width * 0.14, height * 1.06, 0.15 * height)
      drawGrass(brush, random, width * 0.88, area.left + area.width, height * 1.06, 0.16 * height)
    },
    { detail: 0.35 },
  )
}
