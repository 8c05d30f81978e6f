import { ApiError, Unreachable } from '../client/http.ts'
import { en } from '../messages/en.ts'
import type { FaultWords } from './send-fault.ts'

const words = en.askFault

/** Why something that costs nothing could not be read or changed. */
export function askFaultWords(thrown: unknown): FaultWords {
  if (thrown instanceof Unreachable) return say(words.unreachable, words.unreachableAdvice)
  if (!(thrown instanceof ApiError)) return say(words.broken, words.brokenAdvice, null, [String(thrown)])
  const details = [thrown.code, `HTTP ${thrown.status}`, thrown.requestId].filter((line) => line !== null)
  const reason = thrown.message === '' ? null : thrown.message
  switch (thrown.status) {
    case 401:
      return say(words.key, words.keyAdvice, null, details)
    case 403:
      return say(words.scope, words.scopeAdvice, reason, details)
    case 404:
      return say(words.gone, words.goneAdvice, null, details)
    case 413:
      return say(words.large, words.largeAdvice, reason, details)
    case 429:
      return say(words.busy, words.busyAdvice, reason, details)
    default:
      return thrown.status < 500
        ? say(words.refused, words.refusedAdvice, reason, details)
        : say(words.broken, words.brokenAdvice, null, details)
  }
}

function say(
  headline: string,
  advice: string,
  reason: string | null = null,
  details: readonly string[] = [],
): FaultWords {
  return { headline, advice, reason, money: null, details }
}
