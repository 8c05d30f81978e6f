export interface Part {
  readonly text: string
  /** Whose name it is; null: other words. */
  readonly person: 0 | 1 | null
}

/** The words with the two names told apart, the longer name first: `Ann` is not in `Anna`. */
export function nameParts(text: string, names: readonly [string, string]): readonly Part[] {
  const known = names
    .map((name, index) => ({ name: name.trim(), person: index === 0 ? (0 as const) : (1 as const) }))
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
  if (known.length === 0) return [{ text, person: null }]
  const either = known.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${either})(?![\p{L}\p{N}])`, 'gu')
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(found)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), person: null })
    parts.push({ text: match[0], person: known.find(({ name }) => name === match[0])?.person ?? null })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), person: null })
  return parts
}
