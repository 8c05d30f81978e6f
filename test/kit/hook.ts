import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Heard {
  readonly body: string
  readonly headers: Record<string, string>
  /** False: it was refused, and has to come again. */
  readonly taken: boolean
}

/** A webhook receiver that refuses the first try of an event as often as it was asked to. */
export interface Hook {
  readonly url: string
  readonly heard: readonly Heard[]
  /** Of so many events to come, the first try each. */
  refuse(events: number): void
  close(): void
}

export async function openHook(): Promise<Hook> {
  const heard: Heard[] = []
  const seen = new Set<string | undefined>()
  let refusals = 0
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [body, headers] = [await text(request), plain(request.headers)]
    const taken = refusals === 0 || seen.has(headers['webhook-id'])
    seen.add(headers['webhook-id'])
    if (!taken) refusals -= 1
    heard.push({ body, headers, taken })
    response.writeHead(taken ? 204 : 500).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()) // a killed server sends half a body
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    refuse: (events) => void (refusals += events),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
