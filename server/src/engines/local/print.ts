import { createCanvas } from '@napi-rs/canvas'
import type { Placement } from '../../media/person.ts'
import type { Look, Sprite } from './cutout.ts'
import { bake, paintSheet } from './sheet.ts'

/**
 * A photo that could not be cut out, shown whole as a paper print: honest about being a photo, and better to look at
 * than a ragged cut.
 */
export function makePrint(placement: Placement, look: Look, order: number): Sprite {
  const { person } = placement
  const width = person.width * placement.scale
  const height = person.height * placement.scale
  const border = Math.round(0.045 * Math.min(width, height))
  const pad = Math.round(44 * look.unit) + border
  const photo = createCanvas(person.width, person.height)
  const pixels = photo.getContext('2d').createImageData(person.width, person.height)
  pixels.data.set(person.rgba)
  // The matte was judged unusable: what it hides is part of the photo.
  for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255
  photo.getContext('2d').putImageData(pixels, 0, 0)
  const sheet = paintSheet(width + pad * 2, height + pad * 2, (brush) => {
    brush.shadowColor = 'rgba(4,2,12,0.55)'
    brush.shadowBlur = 26 * look.unit
    brush.shadowOffsetY = 12 * look.unit
    brush.fillStyle = '#fbf8f2'
    brush.fillRect(pad - border, pad - border, width + border * 2, height + border * 2.6)
    brush.shadowColor = 'transparent'
    brush.imageSmoothingQuality = 'high'
    brush.drawImage(photo, pad, pad, width, height)
    brush.strokeStyle = 'rgba(20,12,8,0.18)'
    brush.lineWidth = Math.max(1, look.unit)
    brush.strokeRect(pad, pad, width, height)
  })
  const baked = bake(sheet, 0, 1)
  return {
    image: baked.image,
    x: placement.x - pad + baked.x,
    y: placement.y - pad + baked.y,
    width: baked.image.width,
    height: baked.image.height,
    footX: placement.x + width / 2,
    footY: placement.y + height / 2,
    tilt: (order % 2 === 0 ? -1 : 1) * 0.028,
    life: 0,
  }
}
