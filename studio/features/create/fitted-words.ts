import { en } from '../../messages/en.ts'
import { secondsWords } from '../../words/duration.ts'
import { frameOf } from '../../words/frame.ts'
import type { Wishes } from './offer-choices.ts'

/** One line for each wish the engine could not grant; nothing changes in silence. */
export function fittedWords(title: string, wish: Wishes, got: Wishes): readonly string[] {
  const lines: string[] = []
  if (wish.seconds !== got.seconds)
    lines.push(en.look.fitted(title, secondsWords(wish.seconds), secondsWords(got.seconds)))
  if (wish.size !== got.size) lines.push(en.look.fitted(title, pixels(wish.size), pixels(got.size)))
  if (wish.quality !== got.quality) lines.push(en.look.fitted(title, en.look[wish.quality], en.look[got.quality]))
  return lines
}

function pixels(size: string): string {
  return frameOf(size)?.pixels ?? size
}
