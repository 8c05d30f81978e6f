import { en } from '../../messages/en.ts'

const { span } = en.storage

/** `30 days`, `12 hours`, `90 minutes`: the largest unit that says it exactly. */
export function spanWords(seconds: number): string {
  if (seconds % 86_400 === 0) return span.day(seconds / 86_400)
  return seconds % 3_600 === 0 ? span.hour(seconds / 3_600) : span.minute(Math.round(seconds / 60))
}
