/** What a line may tell of an error. Everything else that hangs on one, bodies and headers too, stays out. */
export interface ToldError {
  readonly type: string
  readonly message?: string
  readonly code?: string
  readonly syscall?: string
  readonly at?: readonly string[]
  readonly cause?: ToldError
}

const FRAMES = 6
const DEPTH = 3
/** A place in our own sources, from their folder on. */
const OWN = /(?:server\/src|studio)\/(?!.*node_modules)[\w./-]+\.tsx?:\d+:\d+/

/** The error by its kind and place. Its words only where they are surely our own: others repeat what they were given. */
export function tellError(thrown: unknown, depth = DEPTH): ToldError {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const { name, cause } = thrown
  const { code, syscall } = thrown as { code?: unknown; syscall?: unknown }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const at = frames.flatMap((line) => OWN.exec(line)?.[0] ?? []).slice(0, FRAMES)
  // A plain Error thrown by our own line. A subclass, or a library's, may carry a prompt or an engine's answer.
  const ours = thrown.constructor === Error && code === undefined && OWN.test(frames[0] ?? '')
  return {
    type: /^\w{1,60}$/.test(name) ? name : 'Error',
    ...(ours && { message: plain(thrown.message) }),
    ...(typeof code === 'string' && /^\w{1,40}$/.test(code) && { code }),
    ...(typeof syscall === 'string' && /^\w{1,40}$/.test(syscall) && { syscall }),
    ...(at.length > 0 && { at }),
    ...(cause !== undefined && depth > 1 && { cause: tellError(cause, depth - 1) }),
  }
}

/** Without what stands in quotes, which was given to us, and without paths. */
function plain(message: string): string {
  return message
    .replaceAll(/"[^"]*"?|'[^']*'?(?=\W|$)|`[^`]*`?/g, '…')
    .replaceAll(/(?:[A-Za-z]:)?(?:[\\/][\w.@-]+){2,}/g, '<path>')
    .slice(0, 300)
}
