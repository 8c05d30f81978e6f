/** Puts the API and its door before the rooms, listens, and closes everything in reverse. */
import { networkInterfaces } from 'node:os'
import { armCrashPoint } from './spec/crash-point.ts'
import { createApi } from './api/app.ts'
import { createDoor, type Pages } from './api/door.ts'
import { ownNames, type Names } from './api/guard.ts'
import { Keyring } from './api/keyring.ts'
import { RateLimiter } from './api/rate-limiter.ts'
import { isLoopbackHost, type Config } from './config.ts'
import { openApiKey, type ApiKey } from './key-file.ts'
import { listen } from './listen.ts'
import { createLog } from './log.ts'
import { Scrubber } from './log-scrubber.ts'
import { BytesWrong } from './spec/blobs.ts'
import { Fault } from './spec/fault.ts'
import { createMeter } from './metrics.ts'
import { openTracing } from './tracing.ts'
import { createReadiness } from './readiness.ts'
import { openRooms } from './rooms.ts'
import { letSocketsIn, type Sockets } from './sockets.ts'

/** What stands behind the API: the studio's pages, and how to end them. */
export interface Studio {
  readonly pages: Pages
  readonly close: () => Promise<void>
  /** In development only: the page's reload comes over a websocket. */
  readonly sockets?: Sockets
}

export interface Kinora {
  /** `http://HOST:PORT`, with the port it really listens on. */
  readonly url: string
  readonly key: ApiKey
  /** Puts the studio behind the API. Until it is ready, requests for pages wait; the API answers at once. */
  show(studio: Promise<Studio>): Promise<void>
  /** Finishes open answers, stops renders where they are, and lets go of the data folder. */
  close(): Promise<void>
}

/** Opens the data folder, resumes what was under way, and answers. @throws Error in one line when it cannot. */
export async function openKinora(config: Config): Promise<Kinora> {
  armCrashPoint(config.crash)
  const scrubber = new Scrubber()
  for (const secret of [config.apiKey, ...config.engines.map(({ key: engineKey }) => engineKey)]) scrubber.know(secret)
  const log = createLog({ level: config.logLevel, scrubber })
  const tracing = config.traces && (await openTracing(config.traces))
  const { opened, asked, ...rooms } = await openRooms(config, log, Date.now, tracing)
  const key = openApiKey(config.dataFolder, config.apiKey)
  scrubber.know(key.value)
  const keyring = new Keyring(key.value, { keys: opened.keys, now: Date.now })

  const meter = createMeter({ ops: opened.ops, dataFolder: config.dataFolder, now: Date.now })

  let studio: Promise<Studio> | undefined
  let names: Names = ownNames([], 0, undefined)
  const api = createApi({
    ...asked,
    keyring,
    ...(config.rateLimit && { limiter: new RateLimiter(config.rateLimit, () => performance.now()) }),
    readiness: createReadiness({ store: opened.store, engines: () => asked.desk.engines(), studio: () => studio }),
    metrics: meter,
    onError(thrown, requestId) {
      meter.alarm(kindOf(thrown))
      log.error({ err: thrown, requestId }, WORDS[kindOf(thrown)])
    },
    onAnswer(exchange) {
      meter.answered(exchange)
      tracing?.answered(exchange)
      log.info(exchange, 'request')
    },
  })
  const pages = () => studio?.then((shown) => shown.pages)
  const listening = await listen(createDoor({ api, keyring, names: () => names, pages }), config.host, config.port)
  names = ownNames(isLoopbackHost(config.host) ? [] : addresses(config.host), listening.port, config.publicUrl)
  await rooms.start()

  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${listening.port}`,
    key,
    async show(next) {
      studio = next
      const { sockets } = await next
      if (sockets) letSocketsIn(listening.server, sockets, () => names)
    },
    async close() {
      rooms.endStreams()
      const stopped = rooms.stop()
      await listening.close()
      await Promise.all([stopped, studio?.then((shown) => shown.close())])
      await rooms.close()
      await tracing?.close()
    },
  }
}

function kindOf(thrown: unknown): keyof typeof WORDS {
  if (thrown instanceof BytesWrong) return 'stored_file'
  return thrown instanceof Fault && thrown.code === 'storage_full' ? 'disk_full' : 'error'
}

const WORDS = {
  stored_file: 'ALARM: a stored file is missing or changed. Run: npm run kinora -- verify',
  disk_full: 'ALARM: the disk is full. Make room; what waits goes on by itself',
  error: 'unexpected error',
} as const

/** What browsers may call this machine when it listens to others: its own addresses, and the name it was given. */
function addresses(host: string): string[] {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return [host, ...own.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))]
}
