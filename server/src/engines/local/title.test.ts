import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placePeople } from '../../media/layout.ts'
import { createCamera } from './camera.ts'
import { planScene } from './plan.ts'
import { standIn } from './stand-in.ts'
import { setTitle, titleTimes } from './title.ts'

const PROMPTS = [
  'Two friends walk on a beach at sunset',
  'Maya and Jonas',
  'An extraordinarily sentimental reunion of childhood companions',
] as const
const SIZES = [
  [1024, 1808],
  [720, 1280],
  [1280, 720],
  [1024, 1024],
  [2048, 256],
  [256, 2048],
  [256, 256],
  [1792, 1024],
] as const

describe('setTitle', () => {
  for (const [width, height] of SIZES) {
    for (const count of [0, 1, 2]) {
      test(`touches no face and stays in the frame at ${width}x${height} with ${count} people`, () => {
        for (const prompt of PROMPTS) {
          for (const seconds of [1, 4, 8, 20]) {
            const people = Array.from({ length: count }, () => standIn())
            const plan = planScene({
              prompt,
              width,
              height,
              seconds,
              quality: 'standard',
              seed: seconds,
              people: count,
            })
            const placements = placePeople(people, plan)
            const camera = createCamera(plan, placements[0]?.eyeLine ?? height / 2)
            const title = setTitle(plan, placements, camera)
            if (!title) continue
            const { box } = title
            assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height)
            const times = titleTimes(plan)
            for (let at = times.in[0]; at <= times.out[1]; at += 0.1) {
              const { zoom, moveX, moveY } = camera.project(at, 1)
              for (const { person, x, y, scale } of placements) {
                if (!person.face) continue
                const left = (x + person.face.x * scale) * zoom + moveX
                const top = (y + person.face.y * scale) * zoom + moveY
                const side = person.face.width * scale * zoom
                const apart =
                  box.x + box.width < left || box.x > left + side || box.y + box.height < top || box.y > top + side
                assert.ok(apart, `"${prompt}" on a face at ${at.toFixed(1)} s`)
              }
            }
          }
        }
      })
    }
  }

  test('usual frames always have room for a title above the heads', () => {
    for (const [width, height] of SIZES.slice(0, 4)) {
      const plan = planScene({ prompt: PROMPTS[0], width, height, seconds: 8, quality: 'standard', seed: 1, people: 2 })
      const placements = placePeople([standIn(), standIn()], plan)
      const title = setTitle(plan, placements, createCamera(plan, placements[0]?.eyeLine ?? 0))
      assert.equal(title?.low, false)
    }
  })

  test('a comma may end a line, a lone short word may not stand on one', () => {
    const plan = planScene({
      prompt: 'Two friends, beach',
      width: 1024,
      height: 1024,
      seconds: 8,
      quality: 'standard',
      seed: 1,
      people: 0,
    })
    const lines = setTitle({ ...plan, title: 'Two friends, beach' }, [], createCamera(plan, 512))?.lines
    assert.ok(
      lines?.every((line) => line.length > 4),
      lines?.join(' / '),
    )
  })

  test('lines break where phrases do', () => {
    const plan = planScene({
      prompt: PROMPTS[0],
      width: 720,
      height: 1280,
      seconds: 8,
      quality: 'standard',
      seed: 1,
      people: 0,
    })
    assert.deepEqual(setTitle(plan, [], createCamera(plan, 640))?.lines, [
      'Two friends walk',
      'on a beach',
      'at sunset',
    ])
  })
})
