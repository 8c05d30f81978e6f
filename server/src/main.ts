/** The only file that knows every room: it opens them in order, joins them, and closes them in reverse. */
import type { Server } from 'node:http'
import { availableParallelism, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { joinAliases } from './aliases.ts'
import { createApi } from './api/app.ts'
import { createDoor, type Pages } from './api/door.ts'
import { ownNames, type Names } from './api/guard.ts'
import { Keyring } from './api/keyring.ts'
import { RateLimiter } from './api/rate-limiter.ts'
import { isLoopbackHost, type Config } from './config.ts'
import { createLocalEngine } from './engines/local/engine.ts'
import { createCharactersDesk } from './jobs/characters/characters-desk.ts'
import { createDesk } from './jobs/desk.ts'
import { createDriver } from './jobs/driver.ts'
import { createEstimateDesk } from './jobs/estimate.ts'
import { createEventDesk } from './jobs/events/event-desk.ts'
import { createFilesDesk } from './jobs/files/files-desk.ts'
import { createFrameDesk } from './jobs/frames/frame-desk.ts'
import { createKeyDesk } from './jobs/key-desk.ts'
import { createListEngines } from './jobs/list-engines.ts'
import { createLineageDesk } from './jobs/lineage.ts'
import { openApiKey, type ApiKey } from './key-file.ts'
import { listen } from './listen.ts'
import { createClipGate } from './media/clip-gate.ts'
import { resolveFfmpeg } from './media/ffmpeg.ts'
import { tellFileKind } from './media/file-kind.ts'
import { createFrameGate } from './media/frame-gate.ts'
import { createGuardedFetch } from './media/guarded-fetch.ts'
import { inspectVideo } from './media/inspect.ts'
import { createPhotoGate } from './media/photo-gate.ts'
import { openWebhooks } from './open-webhooks.ts'
import { createReadiness } from './readiness.ts'
import { openStore } from './store/open-store.ts'

/** What stands behind the API: the studio's pages, and how to end them. */
export interface Studio {
  readonly pages: Pages
  readonly close: () => Promise<void>
}

export interface Kinora {
  /** `http://HOST:PORT`, with the port it really listens on. */
  readonly url: string
  readonly key: ApiKey
  readonly server: Server
  /** Puts the studio behind the API. Until it is ready, requests for pages wait; the API answers at once. */
  show(studio: Promise<Studio>): Promise<void>
  /** Finishes open answers, stops renders where they are, and lets go of the data folder. */
  close(): Promise<void>
}

/** Opens the data folder, resumes what was under way, and answers. @throws Error in one line when it cannot. */
export async function openKinora(config: Config): Promise<Kinora> {
  const log = pino({ level: config.dev ? 'debug' : 'warn', base: null }, pino.destination(2))
  const now = Date.now
  const opened = await openStore({ folder: config.dataFolder, now })
  const { store, queue, blobs, requests, stagingFolder } = opened
  const key = openApiKey(config.dataFolder, config.apiKey)
  const keyring = new Keyring(key.value, { keys: opened.keys, now })
  const local = createLocalEngine({
    folder: join(config.dataFolder, 'renders'),
    ffmpeg: config.ffmpeg,
    searchPath: config.searchPath,
    cores: availableParallelism(),
    report: (problem) => log.error({ err: problem }, 'local engine'),
  })
  const engines = [local]
  const aliases = joinAliases(config.aliases, engines)
  const photos = createPhotoGate()
  const onTrouble = (thrown: unknown, jobId: string): void => log.warn({ err: thrown, jobId }, 'a job met trouble')
  const deskParts = { store, queue, blobs, requests, engines, aliases, photos, stagingFolder, onTrouble }
  const desk = createDesk(deskParts)
  const clips = createClipGate({
    ffmpeg: async () => (await resolveFfmpeg(config.ffmpeg, config.searchPath)).path,
    stagingFolder,
  })
  const shelfParts = { ...opened, photos, clips, tellKind: tellFileKind, now }
  const files = createFilesDesk(shelfParts)
  const frames = createFrameGate()
  const events = createEventDesk(opened)
  const webhooks = openWebhooks({ ...opened, config, onTrouble: (err, id) => log.warn({ err, id }, 'webhooks') })
  const driver = createDriver({ store, queue, blobs, engines, inspect: inspectVideo, onTrouble })

  let studio: Promise<Studio> | undefined
  let names: Names = ownNames([], 0, undefined)
  const readiness = createReadiness({ store, engines: () => desk.engines(), studio: () => studio })
  const api = createApi({
    desk,
    characters: createCharactersDesk(shelfParts),
    frames: createFrameDesk({ photos, frames, stagingFolder }),
    lineage: createLineageDesk({ ...deskParts, inspect: inspectVideo }),
    files,
    events,
    webhooks: webhooks.desk,
    fetchUrl: createGuardedFetch({ allowPrivate: false }),
    keyring,
    engines: createListEngines(engines, () => desk.engines()),
    estimates: createEstimateDesk(engines, aliases),
    usage: opened.usage,
    now,
    keys: createKeyDesk({ keys: opened.keys, now, models: () => desk.models().map(({ id }) => id) }),
    ...(config.rateLimit && { limiter: new RateLimiter(config.rateLimit, () => performance.now()) }),
    stagingFolder,
    readiness,
    onError: (thrown, requestId) => log.error({ err: thrown, requestId }, 'unexpected error'),
  })
  const pages = () => studio?.then((shown) => shown.pages)
  const door = createDoor({ api, keyring, names: () => names, pages })
  const listening = await listen(door, config.host, config.port)
  names = ownNames(isLoopbackHost(config.host) ? [] : addresses(config.host), listening.port, config.publicUrl)
  await driver.start()
  webhooks.sender.start()

  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${listening.port}`,
    key,
    server: listening.server,
    async show(next) {
      studio = next
      await next
    },
    async close() {
      events.stop() // else its streams would hold the server open
      const stopped = driver.stop()
      await listening.close()
      await Promise.all([stopped, webhooks.sender.stop(), studio?.then((shown) => shown.close())])
      await Promise.all([...engines.map((engine) => engine.close()), photos.close(), clips.close(), frames.close()])
      await opened.close()
    },
  }
}

/** What browsers may call this machine when it listens to others: its own addresses, and the name it was given. */
function addresses(host: string): string[] {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return [host, ...own.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))]
}
