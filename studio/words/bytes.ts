import { en } from '../messages/en.ts'

/** `6.2 MB`, `840 KB`: decimal units, as file managers show them. */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return en.units.bytes(String(bytes), 'B')
  if (bytes < 1_000_000) return en.units.bytes(String(Math.round(bytes / 1000)), 'KB')
  const millions = bytes / 1_000_000
  return en.units.bytes(millions < 10 ? millions.toFixed(1) : String(Math.round(millions)), 'MB')
}
