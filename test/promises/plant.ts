import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { removeFolder, root, temporaryFolder } from '../kit/server.ts'
import { allPlanted, timesIn, type Planted } from './planted.ts'
import { titles } from './table.ts'

// node test/promises/plant.ts [P7 …]: plants each fault in a copy of the sources and runs the promise's tests there.
// A fault that no test notices is a promise without a test: the exit code is 1.

/** A copy of the sources as they are now, whose workspaces are its own: nothing written there reaches the original. */
function copySources(): string {
  const copy = temporaryFolder('planted')
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const path of listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(root, path), join(copy, path))
  }
  for (const folder of ['node_modules', 'server/node_modules', 'studio/node_modules']) {
    if (!existsSync(join(root, folder))) continue
    mkdirSync(join(copy, folder))
    for (const name of readdirSync(join(root, folder))) symlinkSync(join(root, folder, name), join(copy, folder, name))
  }
  for (const [name, workspace] of [
    ['kinora', 'server'],
    ['kinora-studio', 'studio'],
  ] as const) {
    const link = join(copy, 'node_modules', name)
    if (!existsSync(link)) continue
    execFileSync('rm', [link])
    symlinkSync(join(copy, workspace), link)
  }
  if (existsSync(join(root, 'studio/.next'))) symlinkSync(join(root, 'studio/.next'), join(copy, 'studio/.next'))
  return copy
}

/** The tests of this fault's promise that failed, with their first words, and the names of those that ran. */
async function runIn(cwd: string, { promise, test = '' }: Planted): Promise<{ failed: string[]; ran: string[] }> {
  const known = titles().filter((title) => title.promise === promise && title.shows.includes(test))
  const names = new Set(known.map(({ shows }) => `${promise}: ${shows}`))
  const [failed, ran]: [string[], string[]] = [[], []]
  const files = [...new Set(known.map(({ file }) => join(cwd, file)))]
  for await (const { type, data } of run({ files, cwd, concurrency: 1, forceExit: true, timeout: 180_000 })) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (!names.has(data.name) || data.skip !== undefined) continue
    ran.push(data.name)
    if (type !== 'test:fail') continue
    const { cause = data.details.error } = data.details.error
    failed.push(`${data.name}\n          ${(cause instanceof Error ? cause.message : String(cause)).slice(0, 300)}`)
  }
  return { failed, ran }
}

const asked = new Set(process.argv.slice(2))
const faults = (await allPlanted()).filter(({ promise }) => asked.size === 0 || asked.has(promise))
const copy = copySources()
try {
  for (const fault of faults) {
    const path = join(copy, fault.file)
    const text = readFileSync(path, 'utf8')
    if (timesIn(text, fault.find) !== 1) throw new Error(`${fault.promise}: its text is not once in ${fault.file}`)
    writeFileSync(
      path,
      text.replace(fault.find, () => fault.replace),
    )
    const { failed, ran } = await runIn(copy, fault)
    writeFileSync(path, text)
    console.log(
      `${fault.promise.padEnd(4)} ${failed.length > 0 ? 'noticed' : 'MISSED '} ${fault.file}: ${fault.breaks}`,
    )
    for (const name of failed) console.log(`       by ${name}`)
    if (ran.length === 0) console.log('       no test of it ran')
    if (failed.length === 0) process.exitCode = 1
  }
} finally {
  removeFolder(copy)
}
