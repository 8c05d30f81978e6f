import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Heard {
  readonly body: string
  readonly headers: Record<string, string>
  readonly path: string
}

/** A webhook receiver that refuses the first `refusals` tries. */
export async function openHook(refusals: number) {
  const received: Heard[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    received.push({ body: await text(request), headers: plain(request.headers), path: request.url ?? '' })
    response.writeHead(received.length <= refusals ? 500 : 204).end()
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()) // a killed server sends half a body
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    receiver: { url: `http://127.0.0.1:${port}/hook`, received },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
