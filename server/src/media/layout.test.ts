import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placePeople } from './layout.ts'
import type { Person, Placement } from './person.ts'

/** A bust as an ellipse of a head on a block of shoulders, in a photo of `width` x `height`. */
function bust(width: number, height: number, faceHeight: number, eyeY: number, arm = 0): Person {
  const rgba = new Uint8ClampedArray(width * height * 4)
  const middle = width / 2
  const top = eyeY - faceHeight * 0.9
  for (let y = Math.max(0, Math.round(top)); y < height; y++) {
    const half = y < eyeY + faceHeight * 0.9 ? faceHeight * 0.65 : width * 0.48
    const right = y < eyeY + faceHeight * 0.3 ? half + arm * faceHeight : half
    for (let x = 0; x < width; x++) if (x > middle - half && x < middle + right) rgba[(y * width + x) * 4 + 3] = 255
  }
  const face = {
    x: middle - faceHeight / 2,
    y: eyeY - faceHeight * 0.3,
    width: faceHeight,
    height: faceHeight,
    score: 0.9,
  }
  return {
    rgba,
    width,
    height,
    face: {
      ...face,
      rightEye: { x: middle - faceHeight / 5, y: eyeY },
      leftEye: { x: middle + faceHeight / 5, y: eyeY },
    },
    box: { x: 0, y: Math.max(0, Math.round(top)), width, height: height - Math.round(top) },
    skin: null,
    cut: { top: false, right: false, bottom: true, left: false },
    form: 'cutout',
    warnings: [],
  }
}

function card(width: number, height: number): Person {
  const box = { x: 0, y: 0, width, height }
  return { ...bust(width, height, height / 4, height / 3), face: null, form: 'print', box }
}

const NEAR = bust(512, 600, 192, 194)
const FAR = bust(512, 512, 106, 102)
const WAVING = bust(600, 600, 90, 150, 1.6)
const SIDES = [256, 480, 720, 1024, 1280, 1808, 2048]
const SIZES = SIDES.flatMap((width) => SIDES.map((height) => ({ width, height })))
const about = (value: number, other: number, message: string) => assert.ok(Math.abs(value - other) < 0.01, message)

/** The head's box in the frame. */
function headBox({ person, scale, x, y }: Placement) {
  const face = person.face!
  const middle = x + (face.x + face.width / 2) * scale
  const half = face.width * 0.65 * scale
  return {
    left: middle - half,
    right: middle + half,
    top: y + person.box.y * scale,
    bottom: y + (face.y + face.height) * scale,
  }
}

/** Whether a solid pixel of `who` lies over the middle of the face of `other`. */
function covers(who: Placement, other: Placement): boolean {
  const face = other.person.face!
  for (const across of [0, 0.25, 0.5, 0.75, 1]) {
    for (const down of [0, 0.5, 1]) {
      const px = Math.floor((other.x + (face.x + face.width * across) * other.scale - who.x) / who.scale)
      const py = Math.floor((other.y + (face.y + face.height * down) * other.scale - who.y) / who.scale)
      if (px < 0 || py < 0 || px >= who.person.width || py >= who.person.height) continue
      if (who.person.rgba[(py * who.person.width + px) * 4 + 3]! > 128) return true
    }
  }
  return false
}

for (const [name, people] of [
  ['two busts', [NEAR, FAR]],
  ['somebody whose arm reaches over', [WAVING, NEAR]],
  ['a head that fills its photo', [bust(400, 400, 240, 180), FAR]],
] as const) {
  describe(name, () => {
    for (const frame of SIZES) {
      test(`keep the rules at ${frame.width}x${frame.height}`, () => {
        const [one, two] = placePeople(people, frame) as [Placement, Placement]
        about(one.faceHeight, two.faceHeight, 'faces are of one height')
        for (const placed of [one, two]) {
          const face = placed.person.face!
          about(face.height * placed.scale, placed.faceHeight, 'the scale makes the face that high')
          about(placed.y + face.rightEye.y * placed.scale, one.eyeLine, 'eyes stand on the line')
          const head = headBox(placed)
          assert.ok(head.left >= 0 && head.right <= frame.width, `head within the sides: ${JSON.stringify(head)}`)
          assert.ok(head.top >= 0 && head.bottom <= frame.height, `head within top and bottom: ${JSON.stringify(head)}`)
        }
        assert.ok(!covers(one, two) && !covers(two, one), 'nobody covers a face')
      })
    }
  })
}

test('busts cut off by their photo leave the frame at every size and shape', () => {
  for (const frame of SIZES) {
    for (const people of [[NEAR], [FAR], [NEAR, FAR], [WAVING, NEAR]]) {
      for (const { bottomGap, y, person, scale } of placePeople(people, frame)) {
        assert.equal(bottomGap, 0, `${frame.width}x${frame.height}`)
        assert.ok(y + person.height * scale >= frame.height, `${frame.width}x${frame.height}`)
      }
    }
  }
})

test('a head without shoulders cannot leave a tall frame, and the gap is told', () => {
  const tight = bust(400, 400, 300, 200)
  const [placed] = placePeople([tight, tight], { width: 256, height: 2048 })
  const end = placed!.y + tight.height * placed!.scale
  assert.ok(placed!.bottomGap > 0)
  about(placed!.bottomGap, 2048 - end, 'the gap is what is left below')
})

test('the usual frames use the measured proportions', () => {
  const [tall] = placePeople([FAR, FAR], { width: 720, height: 1280 })
  about(tall!.faceHeight, 1280 * 0.15, 'face height')
  assert.ok(tall!.eyeLine >= 640 && tall!.eyeLine <= 896)
  const [wide] = placePeople([FAR, FAR], { width: 1280, height: 720 })
  about(wide!.faceHeight, 720 * 0.24, 'face height')
})

test('prints stand whole within the frame and clear of the other person', () => {
  for (const frame of SIZES) {
    for (const print of [card(900, 600), card(300, 900), card(64, 64)]) {
      for (const people of [[print], [print, FAR], [FAR, print], [print, print]]) {
        const placed = placePeople(people, frame)
        for (const { person, x, y, scale } of placed.filter((one) => one.person.form === 'print')) {
          const inside =
            x >= 0 && y >= 0 && x + person.width * scale <= frame.width && y + person.height * scale <= frame.height
          assert.ok(inside, `${frame.width}x${frame.height}`)
        }
        const [left, right] = placed
        if (left && right) assert.ok(left.centreX < right.centreX)
        if (left?.person === FAR && right) assert.ok(headBox(left).right <= right.x, `${frame.width}x${frame.height}`)
      }
    }
  }
})

test('nobody is placed when there is nobody, and three are refused', () => {
  assert.deepEqual(placePeople([], { width: 720, height: 1280 }), [])
  assert.throws(() => placePeople([FAR, FAR, FAR], { width: 720, height: 1280 }), /at most two people, not 3/)
})
