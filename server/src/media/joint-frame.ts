import { writeFile } from 'node:fs/promises'
import { createCanvas } from '@napi-rs/canvas'
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import type { FrameWish } from '../spec/joint-frame.ts'
import { analysePhoto } from './analyse.ts'
import { placePeople } from './layout.ts'
import type { Person, Placement } from './person.ts'

export interface FrameTask {
  /** Paths, person 1 first. */
  readonly photos: readonly string[]
  readonly target: string
  readonly wish: FrameWish
}

/** A photo's cut edge fades over this share of the person shown. */
const FADE = 0.12
/** Paper round a print, share of its shorter side. */
const BORDER = 0.04

/** The work behind `FrameGate.compose`; runs in the child process. Gives the warnings. */
export async function composeJointFrame({ photos, target, wish }: FrameTask): Promise<string[]> {
  const people: Person[] = []
  for (const photo of photos) people.push(await analysePhoto(photo))
  const frame = createCanvas(wish.width, wish.height)
  const brush = frame.getContext('2d')
  paintBackdrop(brush, wish)
  for (const placement of placePeople(people, wish)) draw(brush, placement, wish)
  await writeFile(target, await (wish.format === 'png' ? frame.encode('png') : frame.encode('jpeg', 92)))
  return people.flatMap(({ warnings }, i) => warnings.map((warning) => `Person ${i + 1}: ${warning}`))
}

/** A plain studio wall, lighter behind the heads: nothing for an engine to take for part of the story. */
function paintBackdrop(brush: SKRSContext2D, { width, height }: FrameWish): void {
  const reach = Math.hypot(width, height) * 0.6
  const light = brush.createRadialGradient(width / 2, height * 0.4, 0, width / 2, height * 0.4, reach)
  light.addColorStop(0, '#c9c6c1')
  light.addColorStop(1, '#85827d')
  brush.fillStyle = light
  brush.fillRect(0, 0, width, height)
}

function draw(brush: SKRSContext2D, placement: Placement, frame: FrameWish): void {
  const { person, scale, x, y } = placement
  const width = person.width * scale
  const height = person.height * scale
  brush.imageSmoothingQuality = 'high'
  if (person.form === 'cutout') {
    brush.drawImage(fadeCuts(toCanvas(person), placement, frame), x, y, width, height)
    return
  }
  const border = Math.min(width, height) * BORDER
  brush.fillStyle = '#fbf8f2'
  brush.fillRect(x - border, y - border, width + border * 2, height + border * 2)
  brush.drawImage(toCanvas(person, 255), x, y, width, height)
}

/** `alpha`: for all pixels, in place of the matte that was judged unusable. */
function toCanvas({ rgba, width, height }: Person, alpha?: number): Canvas {
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  const pixels = brush.createImageData(width, height)
  pixels.data.set(rgba)
  if (alpha !== undefined) for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = alpha
  brush.putImageData(pixels, 0, 0)
  return canvas
}

/** Where the photo, not the person, ends within the frame: a hard edge there would look like a mistake. */
function fadeCuts(canvas: Canvas, { person, scale, x, bottomGap }: Placement, frame: FrameWish): Canvas {
  const { width, height, cut } = person
  const brush = canvas.getContext('2d')
  brush.globalCompositeOperation = 'destination-in'
  const fade = (fromX: number, fromY: number, toX: number, toY: number): void => {
    const veil = brush.createLinearGradient(fromX, fromY, toX, toY)
    veil.addColorStop(0, 'rgba(0,0,0,0)')
    veil.addColorStop(1, 'rgba(0,0,0,1)')
    brush.fillStyle = veil
    brush.fillRect(0, 0, width, height)
  }
  if (bottomGap > 0) fade(0, height, 0, height * (1 - FADE))
  if (cut.left && x > 0) fade(0, 0, width * FADE, 0)
  if (cut.right && x + width * scale < frame.width) fade(width, 0, width * (1 - FADE), 0)
  return canvas
}
