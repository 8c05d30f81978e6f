import { createCanvas } from '@napi-rs/canvas'
import type { Placement } from '../../media/person.ts'
import type { Camera } from './camera.ts'
import { css, mix } from './colour.ts'
import type { Sprite } from './cutout.ts'
import type { Easel, Layer } from './easel.ts'
import { makeFinish, type Finish } from './finish.ts'
import { clamp, smoothstep } from './maths.ts'
import type { Brush } from './sheet.ts'
import type { Lettering } from './text.ts'
import type { Air } from './weather.ts'

/** Everything one frame is put together from, made once. */
export interface Stock {
  readonly easel: Easel
  readonly camera: Camera
  readonly placements: readonly Placement[]
  readonly sprites: readonly Sprite[]
  readonly air: Air
  readonly lettering: Lettering
  readonly glitter: Glitter | null
}

/** Sparkle on water, drawn with the layer at its depth. */
export interface Glitter {
  readonly depth: number
  draw(brush: Brush, seconds: number): void
}

/** Seconds that a cut's bloom of light lasts, half of them on either side. */
const LEAK_SECONDS = 0.56

/** Draws frames; keeps one small canvas for what lies behind the people, which is drawn at less than full size. */
export function createFrameDrawer(stock: Stock): (brush: Brush, seconds: number) => void {
  const { easel, camera, air, lettering } = stock
  const { width, height, scale } = easel
  const finish = makeFinish(easel)
  const far = createCanvas(Math.round(width * scale), Math.round(height * scale))
  const farBrush = far.getContext('2d')
  const behind = easel.layers.filter((layer) => layer.depth < 1)
  const before = easel.layers.filter((layer) => layer.depth >= 1)
  return (brush, seconds) => {
    const view = camera.viewAt(seconds)
    for (const layer of behind) {
      drawLayer(farBrush, layer, stock, seconds, far.width / width)
      if (stock.glitter?.depth === layer.depth) stock.glitter.draw(farBrush, seconds)
    }
    reset(farBrush)
    farBrush.drawImage(finish.vignette, 0, 0, far.width, far.height)
    reset(brush)
    brush.globalCompositeOperation = 'copy'
    brush.drawImage(far, 0, 0, width, height)
    reset(brush)
    air.draw(brush, seconds, view, false)
    for (const [order, sprite] of stock.sprites.entries()) drawSprite(brush, sprite, stock, seconds, order)
    for (const layer of before) drawLayer(brush, layer, stock, seconds, 1)
    reset(brush)
    drawSpill(brush, stock, finish, seconds)
    air.draw(brush, seconds, view, true)
    brush.drawImage(finish.shade.image, 0, finish.shade.y)
    drawCut(brush, stock, finish, seconds)
    lettering.draw(brush, seconds)
    drawFade(brush, stock, seconds)
  }
}

function reset(brush: Brush): void {
  brush.setTransform(1, 0, 0, 1, 0, 0)
  brush.globalAlpha = 1
  brush.globalCompositeOperation = 'source-over'
}

/** `share`: canvas pixels for each frame pixel. */
function drawLayer(brush: Brush, layer: Layer, { camera, easel }: Stock, seconds: number, share: number): void {
  const { zoom, moveX, moveY } = camera.project(seconds, layer.depth)
  // Drift swings about the middle of the video, so that a long one does not run out of cloud.
  const drift =
    (layer.drift ?? 0) *
    Math.min(6, easel.plan.seconds / 2) *
    Math.sin((seconds - easel.plan.seconds / 2) / Math.max(6, easel.plan.seconds / 2))
  brush.setTransform(zoom * share, 0, 0, zoom * share, (moveX + drift) * share, moveY * share)
  brush.globalCompositeOperation = layer.depth === 0 ? 'copy' : (layer.blend ?? 'source-over')
  brush.globalAlpha = 1 - (layer.pulse ?? 0) * (0.5 + 0.5 * Math.sin(seconds * 1.7 + layer.depth * 9))
  brush.drawImage(layer.image, layer.area.left, layer.area.top, layer.area.width, layer.area.height)
}

/** Breath lifts a person by half a percent about every three seconds; weight shifts from foot to foot in seven. */
function drawSprite(brush: Brush, sprite: Sprite, { camera }: Stock, seconds: number, order: number): void {
  const { zoom, moveX, moveY } = camera.project(seconds, 1 + order * 0.03)
  const phase = order * 2.1
  const breath = 1 + 0.005 * sprite.life * Math.sin(seconds * 1.9 + phase)
  const sway = sprite.tilt + (sprite.life === 0 ? 0.004 : 0.0055) * Math.sin(seconds * 0.9 + phase)
  brush.setTransform(zoom, 0, 0, zoom, moveX, moveY)
  brush.translate(sprite.footX, sprite.footY)
  brush.rotate(sway)
  brush.scale(1, breath)
  brush.translate(-sprite.footX, -sprite.footY)
  brush.globalAlpha = 1
  brush.drawImage(sprite.image, sprite.x, sprite.y, sprite.width, sprite.height)
}

function drawSpill(brush: Brush, { easel, camera, sprites }: Stock, { spill }: Finish, seconds: number): void {
  if (spill.strength === 0 || sprites.length === 0) return
  const { zoom, moveX, moveY } = camera.project(seconds, 0.1)
  const size = 880 * easel.unit
  brush.globalCompositeOperation = 'screen'
  brush.globalAlpha = spill.strength
  brush.drawImage(
    spill.image,
    easel.light.x * zoom + moveX - size / 2,
    easel.light.y * zoom + moveY - size / 2,
    size,
    size,
  )
  reset(brush)
}

/** A bloom of light runs across and hides the cut: no second scene has to be drawn for a dissolve. */
function drawCut(brush: Brush, { easel }: Stock, finish: Finish, seconds: number): void {
  const cut = easel.plan.cuts.find((at) => Math.abs(seconds - at) < LEAK_SECONDS / 2)
  if (cut === undefined) return
  const { width, height, palette } = easel
  const across = (seconds - cut) / LEAK_SECONDS + 0.5
  const strength = 1 - Math.abs(across - 0.5) * 2
  const size = Math.max(width, height) * 2.4
  brush.globalCompositeOperation = 'screen'
  brush.globalAlpha = smoothstep(0, 0.8, strength)
  brush.drawImage(finish.leak, width * (-0.25 + 1.5 * across) - size / 2, height * 0.42 - size / 2, size, size)
  brush.globalAlpha = smoothstep(0.35, 1, strength) * 0.72
  brush.fillStyle = css(mix(palette.accent, '#fff3e0', 0.6))
  brush.fillRect(0, 0, width, height)
  reset(brush)
}

function drawFade(brush: Brush, { easel }: Stock, seconds: number): void {
  const { plan, width, height } = easel
  const quick = clamp(plan.seconds / 4, 0.3, 1)
  const dark = Math.max(
    1 - smoothstep(-0.12 * quick, 0.45 * quick, seconds),
    smoothstep(plan.seconds - 0.5 * quick, plan.seconds - 0.03, seconds),
  )
  if (dark < 0.004) return
  brush.fillStyle = `rgba(3,2,8,${dark.toFixed(4)})`
  brush.fillRect(0, 0, width, height)
}
