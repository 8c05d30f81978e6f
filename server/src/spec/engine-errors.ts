import type { JobFault } from './video.ts'

// What `Engine.start` may throw. Anything else it throws means: nobody knows whether the render began.

/** It surely did not begin, and may if asked again: no connection, too many at once, overloaded. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted'
  /**
   * Milliseconds to wait, where it only has no room now (HTTP 429): such an answer is no failure, and the job waits on for
   * its turn. Undefined: it could not be reached or is broken, which ends the job after a few tries.
   */
  readonly retryAfterMs: number | undefined
  constructor(message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options)
    this.retryAfterMs = options.retryAfterMs
  }
}

/** The engine refused this very order: asking again as it is cannot help. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly fault: JobFault
  /** What it charged for refusing, micro-USD; null when it does not say. */
  readonly costUsdMicros: number | null
  constructor(fault: JobFault, options: ErrorOptions & { costUsdMicros?: number | null } = {}) {
    super(fault.message, options)
    this.fault = fault
    this.costUsdMicros = options.costUsdMicros === undefined ? 0 : options.costUsdMicros
  }
}

/** The engine takes nothing from anybody until the operator mends it: a bad key, an empty balance. It did not begin. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped'
  readonly fault: JobFault
  /** `message`: what the operator has to do. `fault`: what the owner of the job is told. */
  constructor(message: string, fault: JobFault, options: ErrorOptions = {}) {
    super(message, options)
    this.fault = fault
  }
}
