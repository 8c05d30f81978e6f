import { css, mix, toRgb } from '../colour.ts'
import { addLayer, type Area, type Easel } from '../easel.ts'
import { fractalNoise } from '../field.ts'
import { clamp, smoothstep } from '../maths.ts'
import { shadeSheet, type Brush } from '../sheet.ts'
import { paintStars, writeColour } from './sky.ts'

/** Above a living planet: nebula, stars, a ringed neighbour, and the planet's own bright edge. */
export function paintSpace(easel: Easel): void {
  const { palette } = easel
  addLayer(
    easel,
    0,
    (brush, area) => {
      const fill = brush.createLinearGradient(0, area.top, 0, area.top + area.height)
      for (const [index, colour] of palette.sky.entries()) fill.addColorStop(index / 4, colour)
      brush.fillStyle = fill
      brush.fillRect(area.left, area.top, area.width, area.height)
      paintNebula(easel, brush, area)
      paintStars(easel, brush, area, 620, 1)
    },
    { grain: 2.2 },
  )
  addLayer(easel, 0.1, (brush) => paintRinged(easel, brush))
  addLayer(easel, 0.34, (brush, area) => paintLimb(easel, brush, area), { grain: 2 })
}

function paintNebula(easel: Easel, brush: Brush, area: Area): void {
  const width = 300
  const height = Math.round((width * area.height) / area.width)
  const gas = fractalNoise(width, height, easel.plan.seed + 3, { across: 3, down: 4, octaves: 6 }).values
  const tint = fractalNoise(width, height, easel.plan.seed + 9, { across: 2, down: 3, octaves: 4 }).values
  const sheet = shadeSheet(width, height, (data, at, x, y) => {
    const thick = gas[y * width + x]!
    const warm = tint[y * width + x]!
    // A band from corner to corner, as the galaxy lies.
    const band = smoothstep(0.62, 0.05, Math.abs(y / height - 0.2 - (x / width) * 0.42))
    const strength = clamp((thick - 0.4) * 3.2) ** 1.5 * (0.25 + 0.75 * band)
    const colour = mix(mix('#3a1c9c', '#d0438f', (warm - 0.34) * 3), '#58d0ff', (thick * warm - 0.22) * 4.5)
    writeColour(data, at, colour, strength * 215)
  })
  brush.globalCompositeOperation = 'screen'
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(sheet, area.left, area.top, area.width, area.height)
  brush.globalCompositeOperation = 'source-over'
}

function paintRinged(easel: Easel, brush: Brush): void {
  const { light, unit, width, height, random } = easel
  const tall = height > width
  const aside = tall ? 0.77 : 0.87
  const x = (light.x < width / 2 ? aside : 1 - aside) * width
  const y = (tall ? 0.36 : 0.24) * height
  const radius = (tall ? 74 : 62) * unit
  const toLight = Math.atan2(light.y - y, light.x - x)
  drawRing(brush, { x, y, radius, from: Math.PI, to: Math.PI * 2 })
  const face = brush.createRadialGradient(
    x + Math.cos(toLight) * radius * 0.6,
    y + Math.sin(toLight) * radius * 0.6,
    radius * 0.1,
    x,
    y,
    radius * 1.25,
  )
  face.addColorStop(0, '#ffe2bf')
  face.addColorStop(0.4, '#d98a86')
  face.addColorStop(0.8, '#4a2266')
  face.addColorStop(1, '#12082a')
  brush.save()
  brush.beginPath()
  brush.arc(x, y, radius, 0, 7)
  brush.fillStyle = face
  brush.fill()
  brush.clip()
  brush.translate(x, y)
  brush.rotate(-0.32)
  for (let band = 0; band < 12; band++) {
    brush.fillStyle = css(random() < 0.5 ? '#fff0dc' : '#3a1540', 0.05 + random() * 0.1)
    brush.fillRect(-radius, (band / 6 - 1) * radius, radius * 2, radius * (0.05 + random() * 0.12))
  }
  brush.restore()
  drawRing(brush, { x, y, radius, from: 0, to: Math.PI })
}

function drawRing(brush: Brush, ring: { x: number; y: number; radius: number; from: number; to: number }): void {
  brush.save()
  brush.translate(ring.x, ring.y)
  brush.rotate(-0.32)
  brush.scale(1, 0.24)
  for (const [size, thick, alpha] of [
    [1.5, 0.1, 0.5],
    [1.66, 0.12, 0.34],
    [1.86, 0.16, 0.42],
    [2.06, 0.06, 0.22],
  ] as const) {
    brush.lineWidth = ring.radius * thick
    brush.strokeStyle = `rgba(255,226,200,${alpha})`
    brush.beginPath()
    brush.arc(0, 0, ring.radius * size, ring.from, ring.to)
    brush.stroke()
  }
  brush.restore()
}

/** The planet below: clouds and seas on a great arc, its air glowing where the sun comes up behind it. */
function paintLimb(easel: Easel, brush: Brush, area: Area): void {
  const { width, height, light, unit, plan } = easel
  const radius = Math.max(width, height) * 1.25
  const centreX = width / 2 + (light.x - width / 2) * 0.3
  const centreY = (height > width ? 0.55 : 0.56) * height + radius
  const air = brush.createRadialGradient(centreX, centreY, radius * 0.985, centreX, centreY, radius * 1.075)
  air.addColorStop(0, 'rgba(150,215,255,0.95)')
  air.addColorStop(0.22, 'rgba(84,160,255,0.5)')
  air.addColorStop(1, 'rgba(40,80,220,0)')
  brush.fillStyle = air
  brush.beginPath()
  brush.arc(centreX, centreY, radius * 1.08, 0, 7)
  brush.fill()
  brush.save()
  brush.beginPath()
  brush.arc(centreX, centreY, radius, 0, 7)
  brush.clip()
  const sheet = surface(plan.seed, Math.round(area.width / 2 / unit), Math.round((area.height * 0.5) / 2 / unit))
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(sheet, area.left, centreY - radius, area.width, area.top + area.height - centreY + radius)
  const night = brush.createRadialGradient(centreX, centreY, radius * 0.8, centreX, centreY, radius)
  night.addColorStop(0, 'rgba(3,5,20,0.92)')
  night.addColorStop(0.62, 'rgba(3,6,26,0.5)')
  night.addColorStop(0.95, 'rgba(90,170,255,0.12)')
  night.addColorStop(1, 'rgba(190,232,255,0.75)')
  brush.fillStyle = night
  brush.fillRect(area.left, area.top, area.width, area.height)
  brush.restore()
  const rise = centreY - Math.sqrt(radius ** 2 - (light.x - centreX) ** 2)
  for (const [size, alpha] of [
    [560, 0.5],
    [220, 0.9],
    [70, 1],
  ] as const) {
    const glow = brush.createRadialGradient(light.x, rise, 0, light.x, rise, (size * unit) / 2)
    glow.addColorStop(0, `rgba(255,250,238,${alpha})`)
    glow.addColorStop(0.35, `rgba(190,225,255,${alpha * 0.34})`)
    glow.addColorStop(1, 'rgba(120,180,255,0)')
    brush.fillStyle = glow
    brush.fillRect(light.x - size * unit, rise - size * unit, size * 2 * unit, size * 2 * unit)
  }
}

function surface(seed: number, width: number, height: number) {
  const land = fractalNoise(width, height, seed + 31, { across: 3, down: 3, octaves: 6 }).values
  const cloud = fractalNoise(width, height, seed + 37, { across: 4, down: 9, octaves: 6 }).values
  const sea = toRgb('#0f3f86')
  return shadeSheet(width, height, (data, at, x, y) => {
    const here = y * width + x
    const ground = mix(sea, mix('#2f6b4a', '#8a7a4c', (land[here]! - 0.5) * 5), smoothstep(0.52, 0.56, land[here]!))
    writeColour(data, at, mix(ground, '#eef6ff', smoothstep(0.5, 0.68, cloud[here]!) * 0.9), 255)
  })
}
