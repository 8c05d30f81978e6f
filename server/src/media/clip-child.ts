import type { ClipTask } from './clip-face.ts'
import { serveTask } from './task-child.ts'

serveTask(async (task: ClipTask) => {
  // Loaded only now: inference takes half a second to load, and a wrong start should show first.
  const { keepBestFace } = await import('./clip-face.ts')
  await keepBestFace(task)
})
