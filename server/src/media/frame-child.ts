import type { FrameTask } from './joint-frame.ts'
import { serveTask } from './task-child.ts'

serveTask(async (task: FrameTask) => {
  const { composeJointFrame } = await import('./joint-frame.ts')
  return composeJointFrame(task)
})
