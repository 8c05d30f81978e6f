/**
 * A tool for whoever changes the pictures: paints chosen frames of chosen scenes side by side into one PNG.
 *
 *   node server/src/engines/local/contact-sheet.ts out.png [--size 720x1280] [--people a.jpg,b.png] [--seconds 8]
 *     [--at 2.2] [--seed 7] [--tile 360] "prompt one" "prompt two"
 */
import { createCanvas } from '@napi-rs/canvas'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { analysePhoto } from '../../media/analyse.ts'
import { openPainter } from './painter.ts'
import { planScene, SETTINGS } from './plan.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '720x1280' },
    people: { type: 'string', default: '' },
    seconds: { type: 'string', default: '8' },
    at: { type: 'string', default: '2.2' },
    seed: { type: 'string', default: '7' },
    tile: { type: 'string', default: '360' },
    quality: { type: 'string', default: 'standard' },
  },
})
const [out = 'contact-sheet.png', ...prompts] = positionals
const [width = 720, height = 1280] = values.size.split('x').map(Number)
const photos = values.people === '' ? [] : values.people.split(',')
const people = await Promise.all(photos.map((photo) => analysePhoto(photo)))
const tile = Number(values.tile)
const moments = values.at.split(',').map(Number)
const wanted = prompts.length > 0 ? prompts : SETTINGS.map((setting) => `Two friends, ${setting}`)
const across = Math.min(width > height ? 3 : 6, wanted.length * moments.length)
const down = Math.ceil((wanted.length * moments.length) / across)
const tall = Math.round((tile * height) / width)
const sheet = createCanvas(across * tile, down * tall)
const brush = sheet.getContext('2d')
brush.imageSmoothingQuality = 'high'
let index = 0
for (const prompt of wanted) {
  const plan = planScene({
    prompt,
    width,
    height,
    seconds: Number(values.seconds),
    quality: values.quality === 'high' ? 'high' : 'standard',
    seed: Number(values.seed),
    people: people.length,
  })
  const painter = await openPainter(plan, people)
  for (const at of moments) {
    const pixels = painter.frame(Math.round(at * plan.fps))
    const frame = createCanvas(width, height)
    const image = frame.getContext('2d').createImageData(width, height)
    image.data.set(pixels)
    frame.getContext('2d').putImageData(image, 0, 0)
    brush.drawImage(frame, (index % across) * tile, Math.floor(index / across) * tall, tile, tall)
    index++
  }
}
await writeFile(out, sheet.toBuffer('image/png'))
console.log(`${out}: ${index} frames of ${width}x${height}`)
