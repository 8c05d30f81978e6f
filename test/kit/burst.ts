import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { IncomingMessage } from 'node:http'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Posts all bodies so that they end at the same moment: each waits on its own connection, one byte short. */
export async function burst(
  url: string,
  headers: Readonly<Record<string, string>>,
  bodies: readonly string[],
): Promise<Answer[]> {
  const agent = new Agent({ maxSockets: bodies.length })
  const waiting = bodies.map(async (body) => {
    const sent = request(url, {
      agent,
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    const bytes = Buffer.from(body)
    await new Promise<void>((resolve, reject) => {
      sent.on('error', reject)
      sent.write(bytes.subarray(0, -1), () => resolve())
    })
    return { sent, last: bytes.subarray(-1) }
  })
  const ready = await Promise.all(waiting)
  try {
    return await Promise.all(
      ready.map(async ({ sent, last }) => {
        const answered = once(sent, 'response') as Promise<[IncomingMessage]>
        sent.end(last)
        const [response] = await answered
        return { status: response.statusCode ?? 0, body: await text(response) }
      }),
    )
  } finally {
    agent.destroy()
  }
}
