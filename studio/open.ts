import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'

export interface Studio {
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Prepares Next to answer requests that another server takes. In development that server also carries the websocket
 * of the page reload.
 */
export async function openStudio(options: { dev: boolean; server: Server }): Promise<Studio> {
  const app = next({ dev: options.dev, dir: dirname(fileURLToPath(import.meta.url)), httpServer: options.server })
  await app.prepare()
  return { pages: app.getRequestHandler(), close: () => app.close() }
}
