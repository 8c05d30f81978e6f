import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { guardRequest } from './api/door.ts'
import type { Names } from './api/guard.ts'
import { endInEnvelope } from './listen.ts'

/** Takes a connection that is a websocket from here on. */
export type Sockets = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Lets websockets in, past the same guard as every request. Without it nobody is upgraded: they are plain requests. */
export function letSocketsIn(server: Server, sockets: Sockets, names: () => Names): void {
  server.on('upgrade', (request, socket, head) => {
    try {
      guardRequest(request, names())
    } catch (thrown) {
      return endInEnvelope(socket, thrown)
    }
    sockets(request, socket, head)
  })
}
