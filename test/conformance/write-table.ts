import { writeFileSync } from 'node:fs'
import { run } from 'node:test'
import { SUITE, TABLE, writeTable } from './table.ts'

// Runs the suite and writes what it proved into docs/conformance.md. A run with a failure writes nothing.

const passed: string[] = []
const failed: string[] = []
for await (const { type, data } of run({ files: [SUITE], concurrency: 1 })) {
  if (type === 'test:pass' && data.skip === undefined) passed.push(data.name)
  if (type === 'test:fail') failed.push(data.name)
}
if (failed.length > 0 || passed.length === 0) {
  console.error(`Nothing was written. Failed: ${failed.join('; ') || 'no test ran'}`)
  process.exitCode = 1
} else {
  writeFileSync(TABLE, writeTable(passed))
  console.log(`${passed.length} tests passed.`)
}
