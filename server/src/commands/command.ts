import { Fault } from '../spec/fault.ts'

/** Something the person at the keyboard must say differently; the message is all there is to say. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** Runs a command: prints what it gives and sets the exit code. What it throws is one sentence for the operator. */
export async function command(work: () => Promise<{ readonly text: string; readonly ok: boolean }>): Promise<void> {
  try {
    const { text, ok } = await work()
    process.stdout.write(text)
    if (!ok) process.exitCode = 1
  } catch (thrown) {
    process.exitCode = 1
    process.stderr.write(sentence(thrown))
  }
}

function sentence(thrown: unknown): string {
  if (thrown instanceof WrongUse) return thrown.message
  if (!(thrown instanceof Error)) return `kinora: ${String(thrown)}\n`
  const flag = thrown instanceof Fault && thrown.param !== null ? `--${thrown.param}: ` : ''
  return `kinora: ${flag}${thrown.message}\n`
}

/** The one word a command wants. @throws Error saying how it is used. */
export function onlyWord(words: readonly string[], usage: string): string {
  const [word] = words
  if (word === undefined || words.length > 1 || word.startsWith('-')) throw new Error(`Use: npm run kinora -- ${usage}`)
  return word
}

/** `1.5 MB`, in steps of a thousand. */
export function inWords(bytes: number): string {
  const steps = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1_000 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  return `${step === 0 ? value : value.toFixed(1)} ${steps[step] ?? ''}`
}
