import { Hono } from 'hono'
import type { EventDesk, Follow } from '../spec/event-desk.ts'
import { Fault } from '../spec/fault.ts'
import { headersOf } from './admission.ts'
import type { Ask, Env } from './context.ts'
import { eventBody, systemPulse } from './event-body.ts'
import type { Pulse } from './event-body.ts'
import type { Keyring } from './keyring.ts'
import { notAllowed } from './not-allowed.ts'

export interface EventParts {
  readonly events: EventDesk
  readonly keyring: Pick<Keyring, 'admit'>
  /** Absent: the system's. */
  readonly pulse?: Pulse
}

/** Server-sent events (WHATWG HTML 9.2): one video's, or all of the caller's. */
export function events({ events: desk, keyring, pulse = systemPulse }: EventParts): Hono<Env> {
  const answer = async (c: Ask, videoId?: string): Promise<Response> => {
    const after = readPosition(c.req.header('last-event-id'))
    const what: Follow = { ...(videoId !== undefined && { videoId }), ...(after !== undefined && { after }) }
    const following = await desk.follow(c.get('caller'), what)
    c.header('cache-control', 'no-store')
    // Browsers come back after every end of a stream; 204 is how a server says there is no need to.
    if (!following) return c.body(null, 204)
    c.header('content-type', 'text/event-stream; charset=utf-8')
    c.header('connection', 'close') // kept alive after its end, it would hold a stopping server open
    c.header('x-accel-buffering', 'no') // nginx would hold events back
    if (c.req.method === 'HEAD') {
      following.close()
      return c.body(null, 200)
    }
    return c.body(eventBody(following, { ...pulse, mayStay: mayStay(keyring, c) }), 200)
  }
  return new Hono<Env>()
    .get('/events', (c) => answer(c))
    .all('/events', notAllowed('GET'))
    .get('/videos/:id/events', (c) => answer(c, c.req.param('id')))
    .all('/videos/:id/events', notAllowed('GET'))
}

function mayStay(keyring: EventParts['keyring'], c: Ask): () => Promise<boolean> {
  const headers = headersOf(c.req.raw.headers)
  return async () => {
    try {
      await keyring.admit(headers)
      return true
    } catch (thrown) {
      if (thrown instanceof Fault) return false
      throw thrown
    }
  }
}

function readPosition(header: string | undefined): number | undefined {
  if (header === undefined || header === '') return undefined
  const position = Number(header)
  if (!/^\d{1,15}$/.test(header) || !Number.isSafeInteger(position))
    throw new Fault('invalid_value', `Invalid Last-Event-ID: '${header.slice(0, 80)}'. Send the id of an event.`, {
      param: 'Last-Event-ID',
    })
  return position
}
