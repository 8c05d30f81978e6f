import { test, type TestContext } from 'node:test'

/** Between what a test shows and what it measured. */
const ARROW = ' → '

/** What one test of a promise showed in a run in which it passed. */
export interface Shown {
  /** As `P7`. */
  readonly promise: string
  readonly shows: string
  /** What was measured, in words. */
  readonly figure: string
}

/**
 * A test named for a promise of `test/promises/promises.ts`. `shows` is a literal, for the table's own test reads it from
 * the source. `work` gives what it measured in words; `skip` says why it cannot run here, as that a tool is missing.
 */
export function promise(
  id: `P${number}`,
  shows: string,
  work: (t: TestContext) => Promise<string>,
  { skip }: { readonly skip?: string | undefined } = {},
): void {
  void test(`${id}: ${shows}`, { skip: skip ?? false }, async (t) => {
    const figure = await work(t)
    t.diagnostic(`${id}: ${shows}${ARROW}${figure}`)
  })
}

/** Reads a diagnostic line of `promise`; undefined for any other. */
export function readShown(line: string): Shown | undefined {
  const found = /^(?<promise>P\d+): (?<shows>.*?) → (?<figure>.*)$/s.exec(line)?.groups
  return found && { promise: found['promise'] ?? '', shows: found['shows'] ?? '', figure: found['figure'] ?? '' }
}
