import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Received {
  readonly body: string
  readonly headers: Record<string, string>
  readonly path: string
}

/** A webhook receiver on a real socket. It answers with the next of `answers`, then with 204. */
export class Receiver {
  readonly received: Received[] = []
  readonly answers: ((response: ServerResponse) => void)[] = []
  url = ''

  /** Every `webhook-id` in the order of arrival. */
  get ids(): (string | undefined)[] {
    return this.received.map(({ headers }) => headers['webhook-id'])
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, headers).end()

export async function openReceiver(t: TestContext): Promise<Receiver> {
  const receiver = new Receiver()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      // One value a name: none of these headers comes twice.
      const headers = request.headers as Record<string, string>
      receiver.received.push({ body: Buffer.concat(chunks).toString(), headers, path: request.url ?? '' })
      const answer = receiver.answers.shift() ?? status(204)
      answer(response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return receiver
}
