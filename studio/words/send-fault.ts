import { ApiError, Unreachable } from '../client/http.ts'
import { en } from '../messages/en.ts'

/** What happened, was money spent, what to do. */
export interface FaultWords {
  readonly headline: string
  /** What the server said, where it helps. */
  readonly reason: string | null
  readonly money: string | null
  readonly advice: string
  /** For support only. */
  readonly details: readonly string[]
}

const words = en.sendFault

/** Codes that say more than their status. */
const BY_CODE: Readonly<Record<string, 'budget' | 'consent' | 'gone' | 'scope' | undefined>> = {
  insufficient_quota: 'budget',
  consent_required: 'consent',
  consent_revoked: 'consent',
  model_not_found: 'gone',
  missing_scope: 'scope',
}

/** Why an order was not taken. */
export function sendFaultWords(thrown: unknown): FaultWords {
  if (thrown instanceof Unreachable) return say(words.unreachable, words.unreachableAdvice, { money: null })
  if (!(thrown instanceof ApiError))
    return say(words.broken, words.brokenAdvice, { money: null, details: [String(thrown)] })
  const details = [thrown.code, `HTTP ${thrown.status}`, thrown.requestId].filter((line) => line !== null)
  const reason = thrown.message === '' ? null : thrown.message
  const known = BY_CODE[thrown.code ?? '']
  if (known) return say(words[known], words[`${known}Advice`], { reason, details })
  if (thrown.param?.startsWith('input_reference') || /^person[12]/.test(thrown.param ?? '')) {
    return say(words.photo, words.photoAdvice, { reason, details })
  }
  switch (thrown.status) {
    case 401:
    case 403:
      return say(words.key, words.keyAdvice, { details })
    case 413:
      return say(words.large, words.largeAdvice, { reason, details })
    case 429:
      return say(words.busy, words.busyAdvice, { details })
    case 503:
      return say(words.engine, words.engineAdvice, { reason, details })
    case 507:
      return say(words.full, words.fullAdvice, { details })
    default:
      return thrown.status < 500
        ? say(words.refused, words.refusedAdvice, { reason, details })
        : say(words.broken, words.brokenAdvice, { money: null, details })
  }
}

function say(headline: string, advice: string, rest: Partial<Omit<FaultWords, 'headline' | 'advice'>>): FaultWords {
  return { headline, advice, reason: null, money: words.notCharged, details: [], ...rest }
}
