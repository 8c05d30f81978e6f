import type { Rows } from './store.ts'

/** How a request for a new video came, as far as repeating it goes. */
export interface Asking {
  /** The client's `Idempotency-Key`: 1 to 255 visible ASCII characters. */
  readonly key?: string
  /** How often the official SDK has silently repeated this very call; 0 for a first try. */
  readonly retries: number
  /** Aborts when the client has left: what is not accepted by then never is. */
  readonly signal: AbortSignal
}

/** One request, told apart from others. */
export interface Asked extends Pick<Asking, 'key' | 'retries'> {
  readonly owner: string
  /** Of what was asked, as it was understood: equal requests have equal digests, whatever their encoding. */
  readonly digest: string
}

/** What was answered, and to what. */
export interface Answered {
  readonly digest: string
  readonly jobId: string
  /** The body, as JSON text. After the video was deleted it no longer holds the prompt. */
  readonly answer: string
}

/**
 * Remembers which request made which video, so that a repeated one is answered and not carried out again. Both methods
 * belong into the transaction that would accept the video.
 */
export interface RequestLog {
  /**
   * The answer to repeat: for 72 hours the one given under this key, whatever was asked under it; without a key and on
   * a silent repeat, the newest one of the last 15 minutes to the same request, each once for each repeat.
   */
  earlier(rows: Rows, asked: Asked): Promise<Answered | undefined>
  /** @throws Error when the key already has an answer. */
  remember(rows: Rows, asked: Asked, answered: Pick<Answered, 'jobId' | 'answer'>): Promise<void>
}
