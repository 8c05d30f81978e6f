import { en } from '../../messages/en.ts'

interface Readiness {
  readonly photos: number
  /** How many the engine takes. */
  readonly photosMax: number
  readonly prompt: string
  readonly consentNeeded: boolean
  readonly agreed: boolean
  readonly samples: boolean
  /** For an engine on another machine. */
  readonly samplesLeave?: boolean
}

export interface ReadyLine {
  readonly words: string
  readonly done: boolean
}

/** The list above Generate: what is there and what is missing. Photos are welcome, not required. */
export function readyLines({
  photos,
  photosMax,
  prompt,
  consentNeeded,
  agreed,
  samples,
  samplesLeave = false,
}: Readiness): readonly ReadyLine[] {
  const lines = [
    photos > photosMax
      ? { words: en.ready.tooMany(photosMax), done: false }
      : { words: en.ready.photos(photos), done: photos > 0 },
  ]
  if (samplesLeave) lines.push({ words: en.ready.samplesStay, done: false })
  else if (consentNeeded) lines.push({ words: agreed ? en.ready.agreed : en.ready.noAgreement, done: agreed })
  else if (samples) lines.push({ words: en.ready.samples, done: true })
  const said = prompt.trim() !== ''
  lines.push({ words: said ? en.ready.prompt : en.ready.noPrompt, done: said })
  return lines
}
