import type { IncomingMessage } from 'node:http'

/**
 * Was this asked from this machine, to this machine? Behind a proxy on it everyone seems local, so a loopback socket
 * alone is not enough: the name that was used must be a loopback one, and nothing may have been forwarded.
 */
export function isLocal({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip'] ?? headers['via']
  return (
    forwarded === undefined &&
    /^(?:127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') &&
    /^(?:127(?:\.\d+){3}|localhost|\[::1\])(?::|$)/.test(headers.host ?? '')
  )
}
