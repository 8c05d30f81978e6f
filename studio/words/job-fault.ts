import type { JobFaultCode, Video } from 'kinora/spec/video'
import { en } from '../messages/en.ts'
import { moneyWords } from './money.ts'
import type { FaultWords } from './send-fault.ts'

/** What helps after each failure; the button that goes with it is `againOf`. */
const ADVICE = {
  moderation_blocked: 'edit',
  invalid_reference: 'photo',
  engine_unavailable: 'engine',
  engine_error: 'retry',
  engine_timeout: 'retry',
  engine_lost: 'retry',
  outcome_unknown: 'wait',
  budget_exceeded: 'budget',
  cancelled: 'cancelled',
  expired_in_queue: 'retry',
  server_error: 'retry',
} as const satisfies Record<JobFaultCode, keyof typeof en.jobAdvice>

const RETRY: ReadonlySet<string> = new Set(['retry', 'engine', 'cancelled'])

export function jobFaultWords(
  video: Pick<Video, 'id' | 'error' | 'charge' | 'cost'>,
  requestId: string | null = null,
): FaultWords {
  const code = knownCode(video.error?.code)
  return {
    headline: en.jobFault[code],
    reason: video.error?.message ?? null,
    money: chargeWords(video),
    advice: en.jobAdvice[ADVICE[code]],
    details: [
      en.job.code(video.error?.code ?? code),
      en.job.id(video.id),
      ...(requestId === null ? [] : [en.job.request(requestId)]),
    ],
  }
}

/** Whether sending the same order again makes sense, or only a changed one does. */
export function againOf(video: Pick<Video, 'error'>): 'retry' | 'edit' {
  return RETRY.has(ADVICE[knownCode(video.error?.code)]) ? 'retry' : 'edit'
}

export function chargeWords({ charge, cost }: Pick<Video, 'charge' | 'cost'>): string {
  if (charge === 'charged') {
    const price = cost.final_usd_micros ?? cost.estimate_usd_micros
    return price === 0 ? en.charge.free : en.charge.charged(moneyWords(price))
  }
  return en.charge[charge]
}

/** A newer server may know more codes than this page. */
function knownCode(code: string | undefined): JobFaultCode {
  return code !== undefined && code in ADVICE ? (code as JobFaultCode) : 'server_error'
}
