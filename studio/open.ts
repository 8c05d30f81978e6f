import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'

export interface Studio {
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly close: () => Promise<void>
  /** In development: takes the websocket of the page reload. */
  readonly sockets?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** Prepares Next to answer requests that another server takes. */
export async function openStudio({ dev }: { dev: boolean }): Promise<Studio> {
  // Next listens for websockets by itself wherever it finds a server, and leaves those it does not want open for ever.
  // This one listens nowhere: what it hears was let through by the door.
  const httpServer = createServer()
  const app = next({ dev, dir: dirname(fileURLToPath(import.meta.url)), httpServer })
  await app.prepare()
  return {
    pages: app.getRequestHandler(),
    close: () => app.close(),
    ...(dev && {
      sockets: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
        void httpServer.emit('upgrade', request, socket, head),
    }),
  }
}
