import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Person } from '../../media/person.ts'
import { openPainter } from './painter.ts'
import { planScene, SETTINGS, TIMES, WEATHERS, type PlanInput } from './plan.ts'
import { standIn } from './stand-in.ts'

const INPUT: PlanInput = {
  prompt: 'Two friends on a beach',
  width: 360,
  height: 640,
  seconds: 4,
  quality: 'standard',
  seed: 7,
  people: 2,
}
const SHAPES = [
  [256, 456],
  [456, 256],
  [300, 300],
] as const

async function paint(input: Partial<PlanInput>, index: number, people: readonly Person[]): Promise<Uint8Array> {
  const painter = await openPainter(planScene({ ...INPUT, ...input, people: people.length }), people)
  return painter.frame(index)
}

/** Standard deviation of the luma: a frame painted in one colour has none. */
function spread(pixels: Uint8Array): number {
  let sum = 0
  let squares = 0
  const count = pixels.length / 4
  for (let at = 0; at < pixels.length; at += 4) {
    const luma = 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!
    sum += luma
    squares += luma * luma
  }
  return Math.sqrt(squares / count - (sum / count) ** 2)
}

describe('openPainter', () => {
  test('one plan and one index give one picture, whoever draws it and whatever was drawn before', async () => {
    const people = [standIn(), standIn()]
    const plan = planScene(INPUT)
    const first = await openPainter(plan, people)
    const second = await openPainter(plan, people)
    const wanted = Uint8Array.from(first.frame(40))
    second.frame(3)
    assert.deepEqual(Buffer.from(second.frame(40)).equals(wanted), true)
    const held = second.frame(40)
    assert.equal(Buffer.from(second.frame(41)).equals(wanted), false)
    assert.equal(Buffer.from(held).equals(wanted), true, 'a frame on its way to the encoder is not drawn over')
  })

  for (const setting of SETTINGS) {
    test(`${setting} fills tall, wide and square frames`, async () => {
      for (const [width, height] of SHAPES) {
        const pixels = await paint({ prompt: setting, width, height }, 48, [standIn()])
        assert.equal(pixels.length, width * height * 4)
        assert.ok(spread(pixels) > 14, `${setting} is flat at ${width}x${height}`)
        assert.ok(isOpaque(pixels), `${setting} has holes at ${width}x${height}`)
      }
    })
  }

  test('no layer ends inside the frame, wherever the camera goes', async () => {
    for (const [width, height] of SHAPES) {
      const plan = planScene({ ...INPUT, prompt: 'mountains', width, height, seconds: 12, people: 0 })
      const painter = await openPainter(plan, [])
      for (let index = 0; index < plan.frames; index += 13) {
        assert.ok(isOpaque(painter.frame(index)), `frame ${index} at ${width}x${height}`)
        await nextTurn()
      }
    }
  })

  test('every hour and every weather can be painted', async () => {
    const words = {
      clear: 'clear',
      rain: 'rain',
      snow: 'snowing',
      petals: 'petals',
      leaves: 'autumn',
      confetti: 'confetti',
      fireflies: 'fireflies',
    }
    const hours = { dawn: 'dawn', day: 'noon', sunset: 'sunset', dusk: 'dusk', night: 'night' }
    for (const weather of WEATHERS) assert.ok(spread(await paint({ prompt: `lake ${words[weather]}` }, 30, [])) > 10)
    for (const time of TIMES) {
      const plan = planScene({ ...INPUT, prompt: `beach at ${hours[time]}` })
      assert.equal(plan.time, time)
      assert.ok(spread(await paint({ prompt: `beach at ${hours[time]}` }, 30, [])) > 10)
    }
  })

  test('the badge is on every frame', async () => {
    for (const index of [8, 48, 88]) {
      const pixels = await paint({ prompt: 'city at night', width: 720, height: 1280 }, index, [])
      let bright = 0
      for (let y = 14; y < 46; y++) {
        for (let x = 400; x < 720; x++) if (pixels[(y * 720 + x) * 4]! > 150) bright++
      }
      assert.ok(bright > 600, `only ${bright} bright pixels where the badge should be`)
    }
  })

  test('a photo without a cut-out is shown as a print', async () => {
    const print: Person = {
      ...standIn(),
      form: 'print',
      rgba: standIn().rgba.map((level, at) => (at % 4 === 3 ? 0 : level)),
    }
    const bare = await paint({ prompt: 'forest' }, 48, [])
    const shown = await paint({ prompt: 'forest' }, 48, [print])
    assert.notDeepEqual(Buffer.from(shown).equals(bare), true)
  })

  test('a one-second video of the smallest size has nothing that needs more room or time', async () => {
    for (const people of [[], [standIn()], [standIn(), standIn()]]) {
      const pixels = await paint({ width: 256, height: 256, seconds: 1 }, 12, people)
      assert.ok(spread(pixels) > 10)
    }
  })
})

function isOpaque(pixels: Uint8Array): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return false
  return true
}
