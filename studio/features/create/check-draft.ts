import { LIMITS } from 'kinora/spec/limits'
import type { Draft } from './draft.ts'

/** What keeps the order from being sent; the screen takes the person there. Null: nothing does. */
export type Obstacle = 'prompt-empty' | 'prompt-long' | 'consent' | 'photos' | 'samples' | null

export interface Checked {
  readonly draft: Pick<Draft, 'prompt' | 'agreed'>
  readonly consentNeeded: boolean
  readonly photos: number
  /** Sample people for an engine on another machine: nobody could say that they agreed. */
  readonly samplesLeave?: boolean
  /** How many photos the engine takes. */
  readonly photosMax: number
}

/** In the order of the form, so that the first thing missing is the first thing shown. */
export function obstacleOf({ draft, consentNeeded, photos, photosMax, samplesLeave = false }: Checked): Obstacle {
  if (samplesLeave) return 'samples'
  if (consentNeeded && !draft.agreed) return 'consent'
  if (draft.prompt.trim() === '') return 'prompt-empty'
  if (promptLength(draft.prompt) > LIMITS.promptCharacters) return 'prompt-long'
  return photos > photosMax ? 'photos' : null
}

/** Characters as people count them, not UTF-16 halves. */
export function promptLength(prompt: string): number {
  return Array.from(prompt).length
}

/** How near the limit: the counter turns amber at 90 % and red past it. */
export function counterTone(length: number): 'calm' | 'near' | 'over' {
  if (length > LIMITS.promptCharacters) return 'over'
  return length >= LIMITS.promptCharacters * 0.9 ? 'near' : 'calm'
}
