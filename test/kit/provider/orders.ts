import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readSize } from '../../../server/src/spec/size.ts'
import type { Account, Render } from './account.ts'

export interface Order {
  readonly key: string | null
  readonly prompt: string
  readonly model: string
  readonly seconds: number
  readonly size: string
  readonly pictures: readonly number[]
}

/** Reads a create, as a form or JSON. Rejects when it does not arrive whole: such an order was never taken. */
export async function readOrder(req: IncomingMessage): Promise<Order> {
  const bytes = Buffer.concat(await Array.fromAsync(req as AsyncIterable<Buffer>))
  const type = req.headers['content-type'] ?? ''
  const [fields, pictures] = type.startsWith('application/json') ? readJson(bytes) : await readForm(bytes, type)
  const header = req.headers['idempotency-key']
  return {
    key: (typeof header === 'string' ? header : undefined) ?? fields['metadata[reference]'] ?? null,
    prompt: fields['prompt'] ?? '',
    model: fields['model'] ?? '',
    seconds: Number(fields['seconds'] ?? 4),
    size: fields['size'] ?? '720x1280',
    pictures,
  }
}

type Read = readonly [Record<string, string>, number[]]

function readJson(bytes: Buffer): Read {
  const body = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>
  return [Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])), []]
}

async function readForm(bytes: Buffer, type: string): Promise<Read> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const fields: Record<string, string> = {}
  const pictures: number[] = []
  for (const [name, value] of form)
    if (typeof value === 'string') fields[name] = value
    else pictures.push(value.size)
  return [fields, pictures]
}

/** Begins a render and charges for it at once, as the strictest provider would. */
export function take(account: Account, order: Order, fault: string, usdMicrosPerSecond: number): Render {
  const size = readSize(order.size) ?? { width: 720, height: 1280 }
  const price = Math.round(order.seconds * usdMicrosPerSecond)
  const render: Render = {
    ...order,
    ...size,
    id: `video_${randomBytes(24).toString('hex')}`,
    fault,
    createdAtMs: Date.now(),
    priceUsdMicros: price,
    chargedUsdMicros: price,
    status: 'queued',
    polls: 0,
    downloads: 0,
    deleted: false,
  }
  account.renders.set(render.id, render)
  return render
}
