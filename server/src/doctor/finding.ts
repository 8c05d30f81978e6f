/** One thing that was looked at. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail'
  readonly about: string
  readonly seen: string
  /** What to do; only where something is wrong. */
  readonly todo?: string
}

export const ok = (about: string, seen: string): Finding => ({ state: 'ok', about, seen })
export const warn = (about: string, seen: string, todo: string): Finding => ({ state: 'warn', about, seen, todo })
export const fail = (about: string, seen: string, todo: string): Finding => ({ state: 'fail', about, seen, todo })

/** A line each, and what to do below it. */
export function write(findings: readonly Finding[]): string {
  const wide = Math.max(...findings.map(({ about }) => about.length))
  const lines = findings.map(({ state, about, seen, todo }) => {
    const line = `${state.padEnd(4)}  ${about.padEnd(wide)}  ${seen}`
    return todo === undefined ? line : `${line}\n${' '.repeat(wide + 8)}-> ${todo}`
  })
  return `${lines.join('\n')}\n`
}
