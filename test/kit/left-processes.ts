import { readdirSync, readFileSync } from 'node:fs'

/** Processes that still run in these groups, each a server's that has ended. Where there is no /proc, none are seen. */
export function leftProcesses(groups: readonly number[]): string[] {
  if (groups.length === 0 || process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => groups.includes(groupOf(pid)))
    .map((pid) => `process ${pid} outlived its server`)
}

/** 0 for one that has ended: a zombie only waits for whoever adopted it. */
function groupOf(pid: string): number {
  try {
    const [state, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return state === 'Z' ? 0 : Number(group)
  } catch {
    return 0
  }
}
