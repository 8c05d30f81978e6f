/** Longest title, characters: about three lines of a tall frame. */
const TITLE_MAX = 46
/** Longest caption, characters: about three lines at the foot. */
const CAPTION_MAX = 130

const STYLE =
  /^(?:an?\s+|the\s+)?(?:(?:cinematic|vertical|horizontal|short|photo-?realistic|realistic|beautiful|slow[- ]motion|4k|8k|hd|aerial|wide|close[- ]?up|high[- ]quality|drone)[\s,]*)*(?:video|shot|clip|scene|film|movie|footage|animation)\s+(?:of|with|showing|where|in which)\s+/iu
const STYLE_ONLY =
  /^(?:no|without|not|cinematic|photo-?realistic|realistic|4k|8k|hd|hdr|slow[- ]motion|film grain|wide shot|close[- ]?up|medium shot|style|camera|35\s?mm)\b/iu
const PHRASE =
  /\s+(?=(?:in|on|at|by|under|over|through|across|along|near|beside|with|and|while|as|during|into|before|after|from|towards?|beneath|among|to the|around|against)\s)/iu
const DANGLING =
  /\s+(?:an?|the|of|in|on|at|and|with|their|his|her|to|from|under|by|for|while|as|through|over|into|near)$/iu

/** What a font we carry can draw; pictures and joiners go first, because they are never missed. */
export function keepDrawable(text: string): string {
  const plain = text
    .replaceAll(
      /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{fe0f}|\u{20e3}|\u{200d}/gu,
      (found) => (/[\d#*©®™]/u.test(found) ? found : ''),
    )
    .normalize('NFC')
    .replaceAll(/@(?=[\p{L}\p{N}_])/gu, '')
    .replaceAll(/\s+/gu, ' ')
  if (!/[\p{L}\p{N}]/u.test(plain)) return ''
  // A caption with holes in it says something else: with any letter we cannot draw, say nothing.
  if (/(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})[\p{L}\p{M}\p{Nl}]/u.test(plain)) return ''
  return plain
    .replaceAll(/[^\p{L}\p{N}\u{20}-\u{7e}\u{a1}-\u{ff}\u{2010}-\u{2027}\u{2030}-\u{203a}\u{20ac}\u{2122}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** The text cut where a reader would breathe: before "on the beach", before "at sunset". */
export function phrasesOf(text: string): string[] {
  return text.split(PHRASE)
}

/** A short title for the opening, e.g. "Two friends walk on a beach", or nothing. */
export function titleOf(prompt: string): string {
  const text = keepDrawable(prompt)
  const quoted = /\b(?:titled|called|title:?)\s*["“«']([^"”»']{2,46})["”»']/iu.exec(text)?.[1]
  if (quoted !== undefined) return upperFirst(quoted.trim())
  const clauses = text.split(/[.;:!?…]+(?:\s|$)|,\s|\s[–—-]\s/u).map((clause) => clause.trim())
  const at = clauses.findIndex((part) => part !== '' && !STYLE_ONLY.test(part))
  const first = clauses[at] ?? ''
  const next = clauses[at + 1] ?? ''
  // "Happy birthday, Anna": half a title needs its other half.
  const joins = first.length < 16 && next.length < 16 && text.includes(`${first}, ${next}`)
  const clause = joins ? `${first}, ${next}` : first
  const subject = clause
    .replace(/^[\s,]+/u, '')
    .replace(STYLE, '')
    .replace(/^(?:an?|the)\s+/iu, '')
  return upperFirst(shorten(subject))
}

function shorten(text: string): string {
  let kept = ''
  for (const phrase of phrasesOf(text)) {
    const longer = kept === '' ? phrase : `${kept} ${phrase}`
    if (longer.length > TITLE_MAX) break
    kept = longer
  }
  if (kept === '') {
    for (const word of text.split(' ')) {
      if (`${kept} ${word}`.length > TITLE_MAX) break
      kept = kept === '' ? word : `${kept} ${word}`
    }
  }
  let whole = kept
  while (DANGLING.test(whole)) whole = whole.replace(DANGLING, '')
  // One endless "word" is a link or a key, not a title.
  return whole.length > TITLE_MAX ? '' : whole.replace(/[\s,"“”«»'’(\-–—]+$/u, '')
}

/** The prompt as a caption, or nothing when the title already says it all. */
export function captionOf(prompt: string, title: string): string {
  const text = keepDrawable(prompt)
  if (text === '' || bare(text) === bare(title)) return ''
  if (text.length <= CAPTION_MAX) return text
  const sentence = /^.{30,130}?[.!?](?=\s)/u.exec(text)?.[0]
  if (sentence !== undefined) return sentence
  const cut = text.slice(0, CAPTION_MAX - 1)
  const whole = cut.slice(0, cut.lastIndexOf(' '))
  return whole === '' ? '' : `${whole.replace(/[\s,;:–—-]+$/u, '')}…`
}

function bare(words: string): string {
  return words.toLowerCase().replaceAll(/^(?:an?|the)\s+|[^\p{L}\p{N}]/gu, '')
}

function upperFirst(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1)
}
