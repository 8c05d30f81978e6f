import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P6',
    file: 'server/src/media/mark-stream.ts',
    find: 'controller.enqueue(chunk)',
    replace: 'controller.enqueue(chunk.map((byte, at) => (at === chunk.length - 1 ? byte ^ 1 : byte)))',
    breaks: 'a byte of each piece of a file is changed on its way',
  },
  {
    promise: 'P6',
    file: 'server/src/store/known-bytes.ts',
    find: "if (sha256 !== as.sha256) throw new BytesWrong('digest')",
    replace: '',
    breaks: 'a changed file is served',
  },
]
