import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Stands between a client and a server, and does to connections what networks do. */
export interface FaultProxy {
  readonly url: string
  /** The next so many answers break off after this many bytes; 0 swallows them whole. */
  cutNext(answers: number, afterBytes: number): void
  readonly cuts: () => number
  close(): void
}

/** `target` is asked at each connection: the server may come later, told by KINORA_PUBLIC_URL of the proxy's address. */
export async function openFaultProxy(target: () => string): Promise<FaultProxy> {
  const open = new Set<Socket>()
  let [left, after, cuts] = [0, 0, 0]
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(target()).port), '127.0.0.1')
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
    }
    client.pipe(upstream)
    client.on('close', () => upstream.destroy())
    upstream.on('data', (chunk: Buffer) => {
      if (left === 0) {
        client.write(chunk)
        return
      }
      left -= 1
      cuts += 1
      client.end(chunk.subarray(0, after), () => client.destroy())
    })
    upstream.on('close', () => client.end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutNext(answers, afterBytes) {
      ;[left, after] = [answers, afterBytes]
    },
    cuts: () => cuts,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
