import type { UsageDay } from '../../client/money.ts'
import { en } from '../../messages/en.ts'

const names = en.spend.csv

const COLUMNS: readonly (readonly [string, (row: UsageDay) => string | number])[] = [
  [names.day, (row) => row.day],
  [names.engine, (row) => row.engine],
  [names.videos, (row) => row.videos],
  [names.completed, (row) => row.completed],
  [names.failed, (row) => row.failed],
  [names.failedCharged, (row) => row.failed_charged],
  [names.unsettled, (row) => row.unsettled],
  [names.seconds, (row) => row.seconds],
  [names.usd, (row) => (row.final_usd_micros / 1_000_000).toFixed(6)],
]

/** RFC 4180, oldest day first. */
export function spendCsv(rows: readonly UsageDay[]): string {
  const lines = rows
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.engine.localeCompare(b.engine))
    .map((row) => COLUMNS.map(([, read]) => cell(read(row))).join(','))
  return [COLUMNS.map(([name]) => name).join(','), ...lines, ''].join('\r\n')
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
