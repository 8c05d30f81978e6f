import { readdirSync, readFileSync } from 'node:fs'

const MB = 1_000_000

/** Resident memory of a process, in MB; 0 when it has ended. */
export function residentMb(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return (Number(found?.[1] ?? 0) * 1024) / MB
  } catch {
    return 0
  }
}

/** Ids of the living children of a process. */
export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    } catch {
      return []
    }
  })
}

/** How long a process has computed, ms; 0 when it has ended. */
export function computedMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number)
    return (user + system) * 10
  } catch {
    return 0
  }
}

/** The most that a process and its largest child held while `work` was under way, MB. */
export async function peakOf(pid: number, work: () => Promise<unknown>): Promise<{ own: number; child: number }> {
  const peak = { own: 0, child: 0 }
  const look = () => {
    peak.own = Math.max(peak.own, residentMb(pid))
    for (const child of childrenOf(pid)) peak.child = Math.max(peak.child, residentMb(child))
  }
  const timer = setInterval(look, 10)
  try {
    await work()
    look()
  } finally {
    clearInterval(timer)
  }
  return peak
}
