import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Shown } from '../kit/promise.ts'
import { root } from '../kit/server.ts'
import { PROMISES, type Promised } from './promises.ts'

export const TABLE = join(root, 'docs/promises.md')

const HEAD = `# What Kinora promises

Each promise, the bar it is held to, what was last measured and the command that measures it. The tests run in
\`npm test\`; each of them has been seen to fail against a fault planted in a copy of the sources
(\`node test/promises/plant.ts\`; the faults are in \`test/promises/planted\`).

Written by \`npm run promises\`, from a run in which none of them failed.

| # | Promise | Bar | Measured | Command |
| --- | --- | --- | --- | --- |
`

/** A test of a promise as its source names it. */
export interface Title {
  readonly promise: string
  readonly shows: string
  /** From the root. */
  readonly file: string
}

/** Files of promise tests, from the root, in order. */
export function promiseFiles(): string[] {
  const folder = join(root, 'test/promises')
  const names = readdirSync(folder).filter((name) => /^p\d\d-.*\.test\.ts$/.test(name))
  return names.sort().map((name) => relative(root, join(folder, name)))
}

export function titles(): Title[] {
  const call = /\bpromise\(\s*'(P\d+)',\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g
  return promiseFiles().flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(call)].map(([, promise = '', single, double]) => ({
      promise,
      shows: (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'),
      file,
    })),
  )
}

/** The table, from the tests there are and what the run showed. */
export function writeTable(known: readonly Title[], shown: readonly Shown[]): string {
  return HEAD + PROMISES.map((one) => rowOf(one, known, shown)).join('')
}

function rowOf({ id, sentence, bar }: Promised, known: readonly Title[], shown: readonly Shown[]): string {
  const own = known.filter(({ promise }) => promise === id)
  const measured = own.map(({ shows }) => {
    const found = shown.find((one) => one.promise === id && one.shows === shows)
    return `${shows}: ${found ? found.figure : '**did not run**'}`
  })
  const files = [...new Set(own.map(({ file }) => file))]
  const cells = [
    id,
    sentence,
    bar,
    measured.join('<br>') || '**not shown**',
    files.map((file) => `\`node --test ${file}\``).join('<br>'),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`
}
