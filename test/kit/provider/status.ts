import type { ServerResponse } from 'node:http'
import type { Render } from './account.ts'
import { drip, errorBody, flood, html, json } from './faults.ts'

/** The video object as OpenAI's, with Kinora's `cost`. */
export function wire(render: Render) {
  const { id, model, status, prompt, seconds, width, height, priceUsdMicros, chargedUsdMicros, key } = render
  const over = status !== 'queued' && status !== 'in_progress'
  return {
    id,
    object: 'video',
    model,
    status: status === 'cancelled' ? 'failed' : status,
    progress: status === 'completed' ? 100 : status === 'in_progress' ? 50 : 0,
    created_at: Math.floor(render.createdAtMs / 1000),
    completed_at: status === 'completed' ? Math.floor(Date.now() / 1000) : null,
    expires_at: null,
    prompt,
    size: `${width}x${height}`,
    seconds: String(seconds),
    remixed_from_video_id: null,
    error: status === 'cancelled' ? { code: 'cancelled', message: 'Cancelled.' } : null,
    metadata: { reference: key },
    cost: { estimate_usd_micros: priceUsdMicros, final_usd_micros: over ? chargedUsdMicros : null },
  }
}

/** What goes wrong with a question. True: answered. `polls` counts from 1 for each render. `elsewhere`: another origin. */
export function spoilStatus(render: Render, res: ServerResponse, elsewhere: string): boolean {
  const { fault, polls } = render
  const body = wire(render)
  const running = { ...body, status: 'in_progress', progress: 50, cost: null }
  const gone = (): void => json(res, 404, errorBody(`No video with id ${render.id}.`))
  const answers: Record<string, (() => void) | undefined> = {
    U15: () => json(res, 200, polls < 3 ? { ...running, status: 'Warming_Up_v2' } : { ...body, status: 'SUCCEEDED' }),
    U16:
      polls < 7 ? () => json(res, 200, { ...running, progress: [50, 250, -3, 20, 'abc', null][polls - 1] }) : undefined,
    U18: () => json(res, 200, polls % 2 === 1 ? body : { ...body, status: 'failed', error: { message: 'No.' } }),
    U19: polls < 3 ? gone : undefined,
    U20: polls >= 2 ? gone : undefined,
    U21: polls < 4 ? () => (polls === 2 ? html(res, 502) : json(res, 503, errorBody('Busy.'))) : undefined,
    U21b: polls < 3 ? () => json(res, polls === 1 ? 400 : 503, { status: 'error', message: 'Try later.' }) : undefined,
    U22: () => json(res, 200, running),
    U23: () => json(res, 200, { ...body, url: `${elsewhere}/files/${render.id}` }),
    U24: () => json(res, 200, { ...body, url: `${elsewhere}/files/${render.id}` }),
    U24b: () => json(res, 200, { ...body, url: `http://127.0.0.2:8080/files/${render.id}` }),
    U29: () => json(res, 200, { ...body, url: `${elsewhere}/files/${render.id}?link=${polls}` }),
    U33: () => json(res, 200, { ...body, cost: { final_usd_micros: 1e15 } }),
    U33b: () => json(res, 200, { ...body, cost: { final_usd_micros: -5 } }),
    U33c: () => json(res, 200, { ...body, cost: { final_usd_micros: 'a lot' } }),
    U34: () => drip(res, 'application/json'),
    U36: () => flood(res, 'application/json', Buffer.from('{"id":"')),
    U38: () => json(res, 200, { ...body, created_at: polls % 2 === 0 ? 4e9 : 0, completed_at: -1 }),
    U39: polls >= 2 ? gone : () => json(res, 200, running),
    U40g: () =>
      json(res, 200, { ...body, status: 'failed', error: { code: 'moderation_blocked', message: 'Blocked.' } }),
    U40h: () =>
      json(res, 400, {
        ...body,
        status: 'failed',
        error: { code: 400, message: 'Flagged as unsafe by the safety system.' },
      }),
  }
  const answer = answers[fault]
  answer?.()
  return answer !== undefined
}
