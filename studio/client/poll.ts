/** Milliseconds. Between these however odd the header, so that a bad one neither floods nor freezes. */
const LEAST = 250
const MOST = 15_000
const USUAL = 2_000

/** Reads `openai-poll-after-ms`. */
export function pollDelay(header: string | null): number {
  const asked = header === null || header.trim() === '' ? Number.NaN : Number(header)
  return Number.isFinite(asked) ? Math.min(MOST, Math.max(LEAST, asked)) : USUAL
}
