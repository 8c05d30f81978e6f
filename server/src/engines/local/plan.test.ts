import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planScene, type PlanInput } from './plan.ts'
import { countShots, viewAt } from './shots.ts'

const INPUT: PlanInput = {
  prompt: 'Two friends on a beach',
  width: 720,
  height: 1280,
  seconds: 8,
  quality: 'standard',
  seed: 7,
  people: 2,
}

describe('planScene', () => {
  test('the same order gives the same plan, and a plan is plain JSON', () => {
    const plan = planScene(INPUT)
    assert.deepEqual(planScene(INPUT), plan)
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan)
  })

  test('frames are seconds times 24 and shots cover every second without a gap', () => {
    for (let seconds = 1; seconds <= 120; seconds++) {
      const plan = planScene({ ...INPUT, seconds, seed: seconds })
      assert.equal(plan.frames, seconds * 24)
      assert.equal(plan.shots.length, countShots(seconds))
      assert.equal(plan.cuts.length, plan.shots.length - 1)
      assert.equal(plan.shots[0]?.start, 0)
      assert.equal(plan.shots.at(-1)?.end, seconds)
      for (const [index, shot] of plan.shots.entries()) {
        assert.ok(shot.end > shot.start)
        assert.equal(shot.start, plan.shots[index - 1]?.end ?? 0)
      }
    }
  })

  test('short videos are one shot, longer ones more', () => {
    assert.deepEqual([4, 5, 8, 9, 12, 16, 20].map(countShots), [1, 1, 2, 2, 3, 3, 4])
  })

  test('a roof keeps the rain out', () => {
    assert.equal(planScene({ ...INPUT, prompt: 'A ballroom on a rainy evening' }).weather, 'clear')
    assert.equal(planScene({ ...INPUT, prompt: 'A street on a rainy evening' }).weather, 'rain')
  })

  test('a prompt without a place gets the neutral one', () => {
    assert.equal(planScene({ ...INPUT, prompt: 'They smile at each other' }).setting, 'bokeh')
  })

  test('the camera never shows more than the layers hold', () => {
    for (const seconds of [1, 8, 12, 40]) {
      for (const people of [0, 1, 2]) {
        const { shots } = planScene({ ...INPUT, seconds, people })
        for (let at = 0; at < seconds; at += 1 / 24) {
          const { x, y, zoom } = viewAt(shots, at)
          assert.ok(zoom >= 1 && Math.abs(x) <= 0.045 && Math.abs(y) <= 0.02, `${seconds} s, at ${at}`)
        }
      }
    }
  })
})
