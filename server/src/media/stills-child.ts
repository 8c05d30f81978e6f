import type { StillsTask } from './draw-stills.ts'
import { serveTask } from './task-child.ts'

serveTask(async (task: StillsTask) => {
  const { drawStills } = await import('./draw-stills.ts')
  await drawStills(task)
})
