/** The beginning of the prompt, cut between words, as a title: videos have no names of their own. */
export function headingOf(prompt: string): string {
  const line = prompt.trim().split(/[\n\r]/, 1)[0] ?? ''
  const letters = Array.from(line)
  if (letters.length <= MOST) return line
  const cut = letters.slice(0, MOST).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > MOST / 2 ? cut.slice(0, space) : cut}…`
}

const MOST = 48
