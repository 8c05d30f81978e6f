import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

export interface Process {
  readonly pid: number
  readonly parent: number
  readonly name: string
}

/** Every process below `root` that still runs. Reads /proc: Linux only. */
export function descendants(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((found) => found !== undefined)
  const below: Process[] = []
  const parents = new Set([root])
  // Children may be listed before their parents: go round until nothing new is found.
  for (let before = -1; before !== below.length;) {
    before = below.length
    for (const found of all) {
      if (!parents.has(found.parent) || parents.has(found.pid)) continue
      parents.add(found.pid)
      below.push(found)
    }
  }
  return below
}

export function isRunning(pid: number): boolean {
  return readProcess(pid) !== undefined
}

/** Undefined when gone; one that ended but was not collected yet (state Z) counts as gone. */
function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name is in brackets and may itself hold brackets and spaces (proc_pid_stat(5)).
    const end = stat.lastIndexOf(')')
    const [state, parent] = stat.slice(end + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    return { pid, parent: Number(parent), name: stat.slice(stat.indexOf('(') + 1, end) }
  } catch {
    return undefined
  }
}

/** Resolves with the first truthy answer. Asks every 10 ms, fails with `what` after `withinMs`. */
export async function until<T>(what: string, withinMs: number, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) assert.fail(`${what}: not within ${withinMs} ms`)
    await wait(10)
  }
}
