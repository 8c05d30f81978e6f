import type { Person } from '../../media/person.ts'

/** A drawn bust for tests: head, shoulders and a matte, cut off at the bottom as portraits are. */
export function standIn(width = 200, height = 240): Person {
  const rgba = new Uint8ClampedArray(width * height * 4)
  const middle = width / 2
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const head = Math.hypot((x - middle) / (width * 0.2), (y - height * 0.32) / (height * 0.24)) < 1
      const body = y > height * 0.56 && Math.hypot((x - middle) / (width * 0.44), (y - height) / (height * 0.44)) < 1
      if (!head && !body) continue
      rgba.set(head ? [214, 160, 130, 255] : [60, 70, 96, 255], (y * width + x) * 4)
    }
  }
  const face = { x: width * 0.34, y: height * 0.16, width: width * 0.32, height: width * 0.32 }
  return {
    rgba,
    width,
    height,
    face: {
      ...face,
      score: 0.9,
      rightEye: { x: face.x + face.width * 0.3, y: face.y + face.height * 0.4 },
      leftEye: { x: face.x + face.width * 0.7, y: face.y + face.height * 0.4 },
    },
    box: { x: width * 0.06, y: height * 0.08, width: width * 0.88, height: height * 0.92 },
    cut: { top: false, right: false, bottom: true, left: false },
    form: 'cutout',
    skin: null,
    warnings: [],
  }
}
