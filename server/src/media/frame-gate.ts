import { Fault } from '../spec/fault.ts'
import type { FrameGate } from '../spec/joint-frame.ts'
import type { FrameTask } from './joint-frame.ts'
import { TaskRunner } from './task-process.ts'

const CHILD = new URL('./frame-child.ts', import.meta.url)

/** Composes joint frames one after another. */
export function createFrameGate(timeMs = 60_000): FrameGate {
  const runner = new TaskRunner<FrameTask, string[]>(CHILD, timeMs)
  return {
    compose: (photos, target, wish) =>
      runner.run(async (ask) => {
        const end = await ask({ photos, target, wish })
        if (end.kind === 'done') return end.value
        if (end.kind === 'broken') throw new Error(`The frame could not be composed: ${end.message}`)
        const message = end.kind === 'refused' ? end.message : 'The photos take too much time or memory to compose.'
        throw new Fault('invalid_value', message, { param: 'input_reference' })
      }),
    close: () => runner.close(),
  }
}
