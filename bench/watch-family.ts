import { readFileSync } from 'node:fs'
import { descendants } from '../server/src/engines/local/testing/processes.ts'

/** What the processes below one used, as last seen before each ended. */
export interface FamilyUse {
  /** Processor time in all. */
  readonly cpuMs: number
  /** Processor time of those whose program's name begins so. */
  cpuMsOf(name: string): number
  /** Resident memory of all together at its highest. */
  readonly peakMib: number
}

/** Often enough to miss little of a process's end, rare enough to cost little. */
const EVERY_MS = 40
/** Linux counts process times in hundredths of a second and shows them so on every architecture (proc_pid_stat(5)). */
const MS_PER_TICK = 10

/** Watches every process below `root` until stopped. Reads /proc: Linux only. */
export function watchFamily(root: number): { stop(): FamilyUse } {
  const cpu = new Map<number, { name: string; ms: number }>()
  let peakMib = 0
  const look = (): void => {
    let mib = 0
    for (const { pid, name } of descendants(root)) {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        cpu.set(pid, { name, ms: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK })
        mib += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
      } catch {
        // Ended between being listed and being read.
      }
    }
    peakMib = Math.max(peakMib, mib)
  }
  const timer = setInterval(look, EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      const used = [...cpu.values()]
      return {
        cpuMs: sum(used),
        cpuMsOf: (start) => sum(used.filter(({ name }) => name.startsWith(start))),
        peakMib,
      }
    },
  }
}

function sum(used: readonly { readonly ms: number }[]): number {
  return used.reduce((total, { ms }) => total + ms, 0)
}
