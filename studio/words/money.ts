import { en } from '../messages/en.ts'

/** Micro-USD as people read it: always with cents, `Free` for nothing, never $0.00 for something. */
export function moneyWords(usdMicros: number | null): string {
  if (usdMicros === null || !Number.isFinite(usdMicros)) return en.estimate.unknown
  if (usdMicros <= 0) return en.estimate.free
  const cents = Math.round(usdMicros / 10_000)
  if (cents === 0) return en.estimate.tiny
  return `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`
}
