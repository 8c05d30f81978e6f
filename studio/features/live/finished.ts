import type { Video } from 'kinora/spec/video'

type State = Pick<Video, 'id' | 'status'>

/** Remembers which videos were seen unfinished, and says of each once that it ended. */
export function createFinishWatch(): (videos: readonly State[]) => readonly State[] {
  const open = new Set<string>()
  const over = new Set<string>()
  return (videos) =>
    videos.filter(({ id, status }) => {
      if (status !== 'completed' && status !== 'failed') {
        // A list that is being read anew still tells the old state.
        if (!over.has(id)) open.add(id)
        return false
      }
      over.add(id)
      return open.delete(id)
    })
}
