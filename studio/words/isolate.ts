/**
 * Words of any script, kept from turning the sentence around them about: first strong isolate, pop directional isolate
 * (UAX #9). For text that is no element of its own; elsewhere `<bdi>` and `dir="auto"` do the same.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}
