import { createServer, STATUS_CODES, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Pages } from './api/door.ts'
import { ConfigError } from './config-error.ts'
import { Gate, tooSlow } from './gate.ts'
import type { Limits } from './patience.ts'
import { Fault, toEnvelope } from './spec/fault.ts'
import { LIMITS } from './spec/limits.ts'

/** How long a refused client has to read why. */
const LINGER_MS = 1_000

export interface Listening {
  readonly server: Server
  readonly port: number
  /** Refuses new requests, lets open ones finish for up to `LIMITS.stopMs`, then cuts. */
  close(): Promise<void>
}

/**
 * One plain HTTP server with limits on header size, on how long a client may take, and on how many are answered at once
 * (reliability.md section 4). `limits` are others only in tests.
 * @throws ConfigError when the port is taken or the address is not this machine's.
 */
export async function listen(door: Pages, host: string, port: number, limits: Limits = LIMITS): Promise<Listening> {
  const gate = new Gate(door, limits)
  const server: Server = createServer(
    // A missing Host is refused by the guard, in the envelope; Node's own refusal has no body.
    {
      requireHostHeader: false,
      maxHeaderSize: 16_384,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.uploadMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: 500, // Node's own 30 s would be the real limit on dripping headers
      // Any other `Upgrade`, as to HTTP/2 by Java and curl, is a wish that HTTP lets us pass over.
      shouldUpgradeCallback: ({ headers }) =>
        server.listenerCount('upgrade') > 0 && headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => gate.take(request, response),
  )
  server.on('clientError', refuse)
  // Without a listener Node hangs up on who asks for a tunnel.
  server.on('connect', (_, socket) => refuseTunnel(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explain(cause, host, port)))
    server.listen({ host, port }, resolve)
  })
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () => gate.stop().then(() => closeServer(server)),
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Again and again: an answer that has just been written is on its way a moment longer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), LINGER_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE')
    return new ConfigError(`Port ${port} on ${host} is taken. Stop what uses it, or start with PORT=${port + 1}.`)
  if (cause.code === 'EADDRNOTAVAIL') return new ConfigError(`HOST=${host} is not an address of this machine.`)
  if (cause.code === 'EACCES') return new ConfigError(`PORT=${port} may not be used without more rights.`)
  return cause
}

/** What never became a request is answered in the envelope too: an SDK shows "no body" otherwise. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return end(socket, '408 Request Timeout', tooSlow())
  const large = error.code === 'HPE_HEADER_OVERFLOW'
  const fault = new Fault('invalid_body', large ? 'The headers are larger than 16 KiB.' : 'Not valid HTTP.')
  end(socket, large ? '431 Request Header Fields Too Large' : '400 Bad Request', fault)
}

function refuseTunnel(socket: Duplex): void {
  socket.on('error', () => {}) // The server lets go of the socket before it tells of it.
  const fault = new Fault('method_not_allowed', 'CONNECT is not possible here. This server is no proxy.')
  end(socket, '405 Method Not Allowed\r\nAllow: GET, HEAD, POST, DELETE', fault)
}

/** Refuses on a socket that has no response. */
export function endInEnvelope(socket: Duplex, thrown: unknown): void {
  const { status } = toEnvelope(thrown)
  socket.on('error', () => {})
  end(socket, `${status} ${STATUS_CODES[status]}`, thrown)
}

function end(socket: Duplex, status: string, thrown: unknown): void {
  const text = JSON.stringify(toEnvelope(thrown).body)
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  )
  // Told, and then let go of: a client that never hangs up would keep its place.
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}
