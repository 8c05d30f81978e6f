const HIDDEN = '[hidden]'

/** What secrets look like when nobody told us their value. */
const SHAPES = /\b(?:knr_|whsec_|sk-)[A-Za-z0-9_+/=-]{16,}|\bBearer\s+[^\s"\\]{8,}/g

/** The last look at a line before it is written: knows every configured secret by value (reliability.md rule 18). */
export class Scrubber {
  readonly #forms = new Set<string>()

  /** Shorter ones would blot out ordinary words; no key that we accept is that short. */
  know(secret: string | undefined): void {
    if (secret === undefined || secret.length < 8) return
    const base64 = Buffer.from(secret).toString('base64').replaceAll('=', '')
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64])
      this.#forms.add(form)
  }

  clean(line: string): string {
    let cleaned = line
    for (const form of this.#forms) cleaned = cleaned.replaceAll(form, HIDDEN)
    return cleaned.replaceAll(SHAPES, HIDDEN)
  }
}
