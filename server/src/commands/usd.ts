import { SPANS, writeUsd } from '../spec/money.ts'
import type { Span } from '../spec/money.ts'
import { WrongUse } from './command.ts'

/** Micro-USD of `5`, `0.35` or `12.000001`, without a float in between. */
export function readUsd(flag: string, text: string): number {
  const [, whole = '', part = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  if (whole !== '') return Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'))
  throw new WrongUse(`kinora: --${flag}: '${text.slice(0, 40)}' is no sum in USD. Write 5, 0.35 or 12.5.\n`)
}

/** The caps of `--day`, `--month` and `--total`; `before` stands before these names. */
export function readCaps(
  texts: Readonly<Record<Span, string | undefined>>,
  before = '',
): Partial<Record<Span, number>> {
  const given = SPANS.flatMap((span) => {
    const text = texts[span]
    return text === undefined ? [] : [[span, readUsd(before + span, text)]]
  })
  return Object.fromEntries(given) as Partial<Record<Span, number>> // the keys are those of SPANS
}

export function tellCaps(caps: Partial<Record<Span, number>>): string {
  const told = SPANS.flatMap((span) => {
    const cap = caps[span]
    return cap === undefined ? [] : [`${writeUsd(cap)} ${span === 'total' ? 'in all' : `a ${span}`}`]
  })
  return told.length === 0 ? 'no cap of its own' : told.join(', ')
}
