import { en } from '../messages/en.ts'

/** `8 s`: an exact length. */
export function secondsWords(seconds: number | string): string {
  return en.units.seconds(String(seconds))
}

/** `40 s`, `1 min 30 s`, `12 min`: how long something takes, no more exact than a person needs. */
export function aboutWords(seconds: number): string {
  const rounded =
    seconds < 20
      ? Math.max(1, Math.round(seconds))
      : seconds < 120
        ? Math.round(seconds / 5) * 5
        : Math.round(seconds / 30) * 30
  const minutes = Math.floor(rounded / 60)
  const rest = rounded % 60
  if (minutes === 0) return en.units.seconds(String(rest))
  if (rest === 0 || minutes >= 10) return en.units.minutes(String(minutes))
  return en.units.minutesSeconds(String(minutes), String(rest))
}

/** `0:03.8`: a moment in a short video. */
export function momentWords(seconds: number): string {
  const tenths = Math.floor(seconds * 10)
  return `${clockWords(tenths / 10)}.${tenths % 10}`
}

/** `0:03`: a place in a video. */
export function clockWords(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
