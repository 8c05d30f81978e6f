/** A place at which tests end the process as a power cut would (reliability.md section 6). */
export type CrashLabel = `C${number}`

let armed: { readonly label: string; left: number } | undefined

/** `C9`, or `C9:2` for the second time it is passed. Undefined disarms: the only state outside of tests. */
export function armCrashPoint(plan: string | undefined): void {
  const [label = '', times = '1'] = plan?.split(':') ?? []
  armed = plan === undefined ? undefined : { label, left: Number(times) }
}

/** Does nothing unless armed for this label; then nothing of this process comes after it. */
export function crashPoint(label: CrashLabel): void {
  if (armed?.label !== label) return
  armed.left -= 1
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL')
}
