/** The word that was probably meant: at most a third of its letters differ. Undefined when none is that close. */
export function nearestWord(asked: string, words: readonly string[]): string | undefined {
  const text = asked.toLowerCase().slice(0, 200)
  const ranked = words.map((word) => ({ word, far: edits(text, word.toLowerCase()) }))
  const [best] = ranked.toSorted((a, b) => a.far - b.far)
  return best && best.far <= Math.ceil(best.word.length / 3) ? best.word : undefined
}

/** How many letters must be added, dropped or changed (Levenshtein). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
