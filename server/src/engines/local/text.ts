import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { Placement } from '../../media/person.ts'
import type { Camera } from './camera.ts'
import { css, mix, type Colour } from './colour.ts'
import { registerFonts } from './fonts.ts'
import { lerp, smoothstep } from './maths.ts'
import type { Palette } from './palette.ts'
import type { Plan } from './plan.ts'
import { bake, paintSheet, type Brush } from './sheet.ts'
import { setTitle, titleTimes, type SetTitle } from './title.ts'

/** What every frame says, so that nobody takes it for more than it is. */
export const BADGE = 'ANIMATIC PREVIEW · NO AI MODEL'

interface Words {
  readonly image: Canvas
  readonly x: number
  readonly y: number
}

export interface Lettering {
  draw(brush: Brush, seconds: number): void
}

export function makeLettering(
  plan: Plan,
  placements: readonly Placement[],
  camera: Camera,
  { accent, dark, sky }: Pick<Palette, 'accent' | 'dark' | 'sky'>,
): Lettering {
  const unit = Math.min(plan.width, plan.height) / 720
  const title = setTitle(plan, placements, camera)
  const titleWords = title && paintTitle(plan, title, unit, { accent, dark, sky })
  // A title without room for its size still has something to say.
  const caption = plan.caption === '' && !title ? plan.title : plan.caption
  const captionWords = caption === '' ? null : paintCaption(plan, caption, unit)
  const badge = paintBadge(plan, unit)
  const times = titleTimes(plan)
  // Side by side in a short video; in a long one the caption waits until the title has gone.
  const wait = title === null ? 0.4 : title.low || plan.seconds > 6 ? times.out[1] : times.in[1]
  const quick = Math.min(1, plan.seconds / 4)
  // Long enough to read twice; then the picture is left alone.
  const gone = Math.min(plan.seconds - 0.35 * quick, wait + 7)
  return {
    draw: (brush, seconds) => {
      if (titleWords) {
        const shown = smoothstep(times.in[0], times.in[1], seconds) * smoothstep(times.out[1], times.out[0], seconds)
        drawWords(brush, titleWords, shown, lerp(12 * unit, 0, smoothstep(times.in[0], times.in[1] + 0.3, seconds)))
      }
      if (captionWords) {
        const shown = smoothstep(wait, wait + 0.5 * quick, seconds) * smoothstep(gone, gone - 0.5 * quick, seconds)
        drawWords(brush, captionWords, shown, 0)
      }
      drawWords(brush, badge, 1, 0)
    },
  }
}

function drawWords(brush: Brush, words: Words, shown: number, sink: number): void {
  if (shown < 0.01) return
  brush.globalAlpha = shown
  brush.drawImage(words.image, words.x, words.y + sink)
  brush.globalAlpha = 1
}

function paintTitle(
  plan: Plan,
  { lines, size, box }: SetTitle,
  unit: number,
  { accent, dark, sky }: Pick<Palette, 'accent' | 'dark' | 'sky'>,
): Words {
  const margin = 90 * unit
  const top = box.y - margin
  return bakeAt(plan.width, box.height + margin * 2, top, (brush) => {
    paintScrim(brush, plan.width, box.height + margin * 2, mix(sky[0], '#140a28', 0.35), dark ? 0.18 : 0.42)
    brush.font = `${size}px ${registerFonts().title}`
    brush.textAlign = 'center'
    brush.fillStyle = '#fffaf0'
    const base = (index: number) => margin + size * (0.86 + index * 1.14)
    // Twice: a wide dark breath that parts the letters from any sky, then a tight one that gives them an edge.
    for (const [blur, alpha] of [
      [30, 0.5],
      [7, 0.4],
    ] as const) {
      brush.shadowColor = `rgba(10,4,24,${alpha})`
      brush.shadowBlur = blur * unit
      brush.shadowOffsetY = 2 * unit
      for (const [index, line] of lines.entries()) brush.fillText(line, plan.width / 2, base(index))
    }
    brush.shadowBlur = 5 * unit
    brush.fillStyle = css(accent, 0.95)
    const wide = Math.min(66 * unit, box.width * 0.4)
    brush.fillRect((plan.width - wide) / 2, base(lines.length - 1) + size * 0.38, wide, Math.max(2, 3.5 * unit))
  })
}

/** A shade so wide and soft that it is not seen, only the letters better. */
function paintScrim(brush: Brush, width: number, height: number, colour: Colour, strength: number): void {
  brush.save()
  brush.translate(width / 2, height / 2)
  brush.scale(width / 2, height / 2)
  const fill = brush.createRadialGradient(0, 0, 0, 0, 0, 1)
  for (const [at, share] of [
    [0, 1],
    [0.5, 0.75],
    [0.8, 0.22],
    [1, 0],
  ] as const)
    fill.addColorStop(at, css(colour, strength * share))
  brush.fillStyle = fill
  brush.fillRect(-1, -1, 2, 2)
  brush.restore()
}

function paintCaption(plan: Plan, caption: string, unit: number): Words {
  const size = 27 * unit
  const measure = createCanvas(1, 1).getContext('2d')
  measure.font = `${size}px ${registerFonts().caption}`
  const lines = balance(caption, plan.width * 0.82, (text) => measure.measureText(text).width)
  const tall = (lines.length + 0.55) * size * 1.36
  const top = plan.height * (plan.height > plan.width ? 0.965 : 0.96) - tall
  return bakeAt(plan.width, tall + size * 0.5, top, (brush) => {
    brush.font = measure.font
    brush.textAlign = 'center'
    brush.fillStyle = '#ffffff'
    for (const [blur, alpha] of [
      [14, 0.75],
      [3, 0.55],
    ] as const) {
      brush.shadowColor = `rgba(4,2,12,${alpha})`
      brush.shadowBlur = blur * unit
      brush.shadowOffsetY = unit
      for (const [index, line] of lines.entries()) brush.fillText(line, plan.width / 2, size * 1.36 * (index + 1.1))
    }
  })
}

/** Breaks into as few lines as fit, then evens them out: no single word on the last one. */
function balance(text: string, widest: number, measure: (text: string) => number): string[] {
  const words = text.split(' ')
  const wrapAt = (limit: number) => {
    const lines: string[] = []
    for (const word of words) {
      const last = lines.at(-1)
      if (last !== undefined && measure(`${last} ${word}`) <= limit) lines[lines.length - 1] = `${last} ${word}`
      else lines.push(word)
    }
    return lines
  }
  const fewest = wrapAt(widest)
  let best = fewest
  for (let limit = widest; limit > widest * 0.4; limit *= 0.95) {
    const lines = wrapAt(limit)
    if (lines.length > fewest.length) break
    best = lines
  }
  return best
}

function paintBadge(plan: Plan, unit: number): Words {
  const size = Math.max(9, 15.5 * unit)
  const measure = createCanvas(1, 1).getContext('2d')
  measure.font = `${size}px ${registerFonts().badge}`
  measure.letterSpacing = `${size * 0.07}px`
  const wide = Math.min(measure.measureText(BADGE).width, plan.width * 0.9)
  const tall = size * 2
  return bakeAt(plan.width, tall + 2, 14 * unit, (brush) => {
    const left = plan.width - wide - size * 1.9 - 8 * unit
    brush.fillStyle = 'rgba(8,6,18,0.42)'
    brush.beginPath()
    brush.roundRect(left, 0, wide + size * 1.7, tall, tall / 2)
    brush.fill()
    brush.font = measure.font
    brush.letterSpacing = measure.letterSpacing
    brush.fillStyle = 'rgba(255,255,255,0.9)'
    brush.fillText(BADGE, left + size * 0.85, size * 1.36, wide)
  })
}

function bakeAt(width: number, height: number, top: number, paint: (brush: Brush) => void): Words {
  const { image, x, y } = bake(paintSheet(width, height, paint), 0, 1)
  return { image, x: Math.round(x), y: Math.round(top + y) }
}
