import { writeFileSync } from 'node:fs'
import { run } from 'node:test'
import { readShown, type Shown } from '../kit/promise.ts'
import { promiseFiles, TABLE, titles, writeTable } from './table.ts'

// Runs the promise tests one file after another and writes what they measured. A run with a failure writes nothing.

const shown: Shown[] = []
const failed: string[] = []
for await (const { type, data } of run({ files: promiseFiles(), concurrency: 1 })) {
  if (type === 'test:diagnostic') shown.push(...[readShown(data.message)].filter((one) => one !== undefined))
  if (type === 'test:fail') failed.push(data.name)
  if (type === 'test:pass' && data.nesting === 0)
    console.log(`${data.skip === undefined ? 'passed ' : 'skipped'} ${data.name}`)
}
if (failed.length > 0) {
  console.error(`Nothing was written. Failed: ${failed.join('; ')}`)
  process.exitCode = 1
} else {
  writeFileSync(TABLE, writeTable(titles(), shown))
  console.log(`${shown.length} figures of ${titles().length} tests`)
}
