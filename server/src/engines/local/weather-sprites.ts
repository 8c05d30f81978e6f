import type { Canvas } from '@napi-rs/canvas'
import { css, mix } from './colour.ts'
import { glowSprite } from './easel.ts'
import type { Palette } from './palette.ts'
import type { Weather } from './plan.ts'
import { bake, paintSheet, type Brush } from './sheet.ts'

/** The small pictures a weather is made of, one of which each particle takes. */
export function spritesFor(weather: Weather, palette: Palette): readonly [Canvas, ...Canvas[]] {
  if (weather === 'snow') return [softBall('#ffffff', 24)]
  if (weather === 'rain') return [streak()]
  if (weather === 'petals') return [petal('#ffd3df', '#ffa7c0'), petal('#ffe6ec', '#ffc0d2')]
  if (weather === 'leaves') return [leaf('#ffab45', '#d9601e'), leaf('#e8762c', '#a52e18'), leaf('#f0c24a', '#c98a1e')]
  if (weather === 'confetti')
    return [paper('#ff5c8a'), paper('#ffd166'), paper('#5ce1e6'), paper('#a78bff'), paper('#ffffff')]
  const tone = weather === 'fireflies' ? '#ffe28a' : mix(palette.rim, '#ffffff', 0.3)
  return [glowSprite((alpha) => css(tone, alpha), 32)]
}

/** A soft ball without the long tail of a light. */
function softBall(colour: string, radius: number): Canvas {
  const sheet = paintSheet(radius * 2, radius * 2, (brush) => {
    const fill = brush.createRadialGradient(radius, radius, 0, radius, radius, radius)
    fill.addColorStop(0, css(colour, 1))
    fill.addColorStop(0.45, css(colour, 0.9))
    fill.addColorStop(1, css(colour, 0))
    brush.fillStyle = fill
    brush.fillRect(0, 0, radius * 2, radius * 2)
  })
  return bake(sheet, 0, 1).image
}

function streak(): Canvas {
  const sheet = paintSheet(8, 96, (brush) => {
    const fill = brush.createLinearGradient(0, 0, 0, 96)
    fill.addColorStop(0, 'rgba(225,235,255,0)')
    fill.addColorStop(0.7, 'rgba(225,235,255,0.8)')
    fill.addColorStop(1, 'rgba(240,246,255,1)')
    brush.strokeStyle = fill
    brush.lineWidth = 1.8
    brush.beginPath()
    brush.moveTo(6, 0)
    brush.lineTo(2, 96)
    brush.stroke()
  })
  return bake(sheet, 0, 1).image
}

function petal(light: string, dark: string): Canvas {
  return shape(light, dark, (brush) => {
    brush.moveTo(24, 4)
    brush.bezierCurveTo(46, 10, 42, 40, 24, 45)
    brush.bezierCurveTo(6, 40, 2, 10, 24, 4)
  })
}

function leaf(light: string, dark: string): Canvas {
  return shape(light, dark, (brush) => {
    brush.moveTo(24, 2)
    brush.bezierCurveTo(38, 14, 38, 32, 24, 46)
    brush.bezierCurveTo(10, 32, 10, 14, 24, 2)
  })
}

function paper(colour: string): Canvas {
  return shape(colour, css(mix(colour, '#000000', 0.18)), (brush) => brush.rect(14, 6, 20, 36))
}

function shape(light: string, dark: string, trace: (brush: Brush) => void): Canvas {
  const sheet = paintSheet(48, 48, (brush) => {
    const fill = brush.createLinearGradient(0, 0, 34, 48)
    fill.addColorStop(0, light)
    fill.addColorStop(1, dark)
    brush.fillStyle = fill
    brush.beginPath()
    trace(brush)
    brush.fill()
  })
  return bake(sheet, 0, 1).image
}
