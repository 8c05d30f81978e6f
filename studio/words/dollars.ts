import { en } from '../messages/en.ts'

/** A sum of money that was or may be spent: `$0.00` is one too. Where nothing can cost, `moneyWords` says Free. */
export function dollars(usdMicros: number): string {
  const cents = Math.round(usdMicros / 10_000)
  if (cents === 0 && usdMicros > 0) return en.estimate.tiny
  return `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`
}

/** What a person typed, in micro-USD; null for nothing; undefined where it is no sum. A comma may stand for the point. */
export function parseDollars(text: string): number | null | undefined {
  const typed = text.trim().replace(/^\$\s*/, '')
  if (typed === '') return null
  const [, whole = '', part = ''] = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(typed) ?? []
  return whole === '' ? undefined : Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'))
}

/** As `parseDollars` reads it: `12.50`. */
export function typedDollars(usdMicros: number | null): string {
  if (usdMicros === null) return ''
  const part = String(usdMicros % 1_000_000).padStart(6, '0')
  return `${Math.floor(usdMicros / 1_000_000)}.${part.replace(/0{1,4}$/, '')}`
}
