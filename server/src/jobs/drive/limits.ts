// How long a job may stay in each of its states, milliseconds. Together they bound its life (promise P5).

/** Waiting for its turn, while the server runs. */
export const QUEUE_MS = 86_400_000
/** One call of `start`. */
export const START_MS = 120_000
/** Looking for a render whose answer was lost. */
export const FIND_MS = 600_000
/** Fetching, checking and keeping the files; a full disk does not count. */
export const STORE_MS = 1_800_000
/** After its end, listening for what the engine charged. */
export const LATE_MS = 86_400_000
/** For jobs of an engine that this server no longer has, from its start. */
export const ABANDONED_MS = 3_600_000
/** An engine that is not our own may need so long to know what it just took. */
export const SETTLE_MS = 60_000

/** Rendering: 10 minutes, and one more for each second of video. */
export const runningMs = (seconds: number): number => 600_000 + 60_000 * seconds
