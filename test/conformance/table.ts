import { join } from 'node:path'
import { root } from '../kit/server.ts'
import { CASES, type Case } from './cases.ts'

export const TABLE = join(root, 'docs/conformance.md')
export const SUITE = join(root, 'test/conformance/conformance.test.ts')

const HEAD = `# The conformance cases

The 69 cases in which Kinora is held to the OpenAI Videos API, and what proves each. The suite of
\`test/conformance\` speaks to one freshly started server through the official Node SDK, in the versions named, and by
plain HTTP ("raw") where no SDK can send what is asked. Where a test outside the suite proves a case, or the rest of
it, its file is named; \`npm test\` runs all of them.

Written by \`node test/conformance/write-table.ts\`, from a run in which every test of the suite passed.

| # | Case | Proven by |
| --- | --- | --- |
`

/** The table, from the titles of the tests that passed. */
export function writeTable(passed: readonly string[]): string {
  return HEAD + CASES.map((one, i) => `| ${i + 1} | ${one.name} | ${proofOf(one, i + 1, passed)} |\n`).join('')
}

function proofOf({ name, elsewhere = [], remark }: Case, number: number, passed: readonly string[]): string {
  const start = `case ${String(number).padStart(2, '0')} ${name}, `
  const ways = passed.filter((title) => title.startsWith(start)).map((title) => title.slice(start.length))
  const suite = ways.length > 0 ? [`suite: ${ways.join(', ')}`] : []
  const files = new Set(elsewhere.map(([file]) => `\`${file}\``))
  const proven = [...suite, ...files].join('; ')
  return [proven ? `${proven}.` : '**Not proven.**', ...(remark ? [remark] : [])].join(' ')
}
