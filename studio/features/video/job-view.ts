import type { Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'

/** What the stage shows. */
export type JobView =
  | { readonly state: 'waiting'; readonly percent: null; readonly words: string; readonly hint: string }
  | { readonly state: 'rendering'; readonly percent: number; readonly words: string }
  | { readonly state: 'done' }
  | { readonly state: 'failed' }

/** The wire tells no place in the queue and no step, so neither do we. */
export function jobViewOf(video: Pick<Video, 'status' | 'progress'>): JobView {
  switch (video.status) {
    case 'queued':
      return { state: 'waiting', percent: null, words: en.job.queued, hint: en.job.queuedHint }
    case 'in_progress':
      return { state: 'rendering', percent: video.progress, words: stepWords(video.progress) }
    case 'completed':
      return { state: 'done' }
    case 'failed':
      return { state: 'failed' }
    default:
      return video.status satisfies never
  }
}

function stepWords(progress: number): string {
  if (progress < 1) return en.job.starting
  return progress < 99 ? en.job.rendering : en.job.saving
}

export function titleOf(video: Pick<Video, 'status' | 'progress'> | undefined): string {
  if (video === undefined) return en.title.idle
  const titles = {
    queued: en.title.waiting,
    in_progress: en.title.progress(video.progress),
    completed: en.title.done,
    failed: en.title.failed,
  }
  return titles[video.status]
}

/** For the live region: said once a state, not once a percent. */
export function saidOf(video: Pick<Video, 'status'>): string {
  const said = {
    queued: en.job.said.queued,
    in_progress: en.job.said.rendering,
    completed: en.job.said.done,
    failed: en.job.said.failed,
  }
  return said[video.status]
}

/** The same, and each quarter of a render: what someone who cannot see the ring wants to know. */
export function spokenOf(video: Pick<Video, 'status' | 'progress'>): string {
  const quarter = Math.floor(video.progress / 25) * 25
  return video.status === 'in_progress' && quarter > 0 ? en.spoken.part(quarter) : saidOf(video)
}

export function isOver(video: Pick<Video, 'status'>): boolean {
  return video.status === 'completed' || video.status === 'failed'
}

/** In a few words, for a list. */
export function stateWords({
  status,
  progress,
  error,
}: Pick<Video, 'status' | 'progress'> & Partial<Pick<Video, 'error'>>): string {
  if (error?.code === 'cancelled') return en.watch.cancelled
  return status === 'in_progress' ? `${en.recent.states[status]} ${en.job.percent(progress)}` : en.recent.states[status]
}
