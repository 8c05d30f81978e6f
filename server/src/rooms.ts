/** Opens every room below the API and joins them. With `main.ts` the only file that knows them all. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { joinAliases } from './aliases.ts'
import type { ApiParts } from './api/app.ts'
import type { Config } from './config.ts'
import { createLocalEngine } from './engines/local/engine.ts'
import { createVideosApiEngine } from './engines/videos-api/engine.ts'
import { createCharactersDesk } from './jobs/characters/characters-desk.ts'
import { createDesk } from './jobs/desk/desk.ts'
import { createDriver } from './jobs/drive/driver.ts'
import { createEstimateDesk } from './jobs/desk/estimate.ts'
import { createEventDesk } from './jobs/events/event-desk.ts'
import { createFilesDesk } from './jobs/files/files-desk.ts'
import { createFrameDesk } from './jobs/frames/frame-desk.ts'
import { createKeyDesk } from './jobs/key-desk.ts'
import { createLineageDesk } from './jobs/desk/lineage.ts'
import { createListEngines } from './jobs/list-engines.ts'
import { createMoneyDesk } from './jobs/money-desk.ts'
import { Pauses } from './jobs/drive/pauses.ts'
import { createConsentDesk } from './jobs/people/consent-desk.ts'
import { createPeopleDesk } from './jobs/people/people-desk.ts'
import { createRetention } from './jobs/retention.ts'
import { isDiskFull } from './jobs/thrown.ts'
import { systemTiming } from './jobs/timing.ts'
import { createClipGate } from './media/clip-gate.ts'
import { resolveFfmpeg } from './media/ffmpeg.ts'
import { tellFileKind } from './media/file-kind.ts'
import { createFrameGate } from './media/frame-gate.ts'
import { createGuardedFetch } from './media/guarded-fetch.ts'
import { inspectVideo } from './media/inspect.ts'
import { createPhotoGate } from './media/photo-gate.ts'
import { readStoredMark } from './media/provenance.ts'
import { createStillsGate } from './media/stills-gate.ts'
import type { Log } from './log.ts'
import { openWebhooks } from './open-webhooks.ts'
import type { Engine } from './spec/engine.ts'
import type { GuardedFetch } from './spec/guarded-fetch.ts'
import type { FrameGate } from './spec/joint-frame.ts'
import type { Tracing } from './tracing.ts'
import type { Clock } from './spec/time.ts'
import { openStore, type OpenStore } from './store/open-store.ts'
import { settingsOf } from './settings-of.ts'

export interface Rooms {
  readonly opened: OpenStore
  /** What the API asks of the rooms. */
  readonly asked: Omit<ApiParts, 'keyring' | 'limiter' | 'readiness' | 'metrics' | 'onError' | 'onAnswer'>
  /** Takes up what an earlier process left, and begins to work. */
  start(): Promise<void>
  /** Ends the streams: they would hold the server open. */
  endStreams(): void
  /** Takes nothing new and leaves every job so that the next start goes on with it. */
  stop(): Promise<void>
  /** Ends every child process and lets go of the data folder. */
  close(): Promise<void>
}

/** @throws Error in one line when the data folder cannot be opened. */
export async function openRooms(config: Config, log: Log, now: Clock, tracing?: Tracing): Promise<Rooms> {
  const kept = await openStore({
    folder: config.dataFolder,
    now,
    monotonic: () => performance.now(),
    ...(config.keepMs !== undefined && { keepMs: config.keepMs }),
  })
  const opened = tracing ? { ...kept, blobs: tracing.blobs(kept.blobs) } : kept
  opened.store.onEvent(({ jobId, type, attempt }) => {
    if (type !== 'progress') log.info({ jobId, state: type, attempt }, 'job')
  })
  const gates = openGates(config, opened)
  const fetchUrl = createGuardedFetch({ allowPrivate: false })
  const all = [openLocalEngine(config, log), ...openHosted(config, { log, fetchUrl, ...gates, ...opened })]
  const engines = tracing ? all.map((engine) => tracing.engine(engine)) : all
  const onTrouble = (err: unknown, jobId: string): void => {
    if (isDiskFull(err)) log.error({ err, jobId }, 'ALARM: the disk is full. Make room; what waits goes on by itself')
    else log.warn({ err, jobId }, 'a job met trouble')
  }
  const parts = {
    ...opened,
    ...gates,
    engines,
    aliases: joinAliases(config.aliases, engines),
    onTrouble,
    pauses: new Pauses(),
    consentRequired: config.consentRequired,
  }
  const plain = createDesk(parts)
  const desk = tracing ? tracing.desk(plain) : plain
  const events = createEventDesk(opened)
  const webhooks = openWebhooks({ ...opened, config, onTrouble: (err, id) => log.warn({ err, about: id }, 'webhooks') })
  const driver = createDriver({ ...parts, jobsPerKey: config.jobsPerKey, inspect: inspectVideo })
  const retention = createRetention({ ...parts, timing: systemTiming })
  const shelf = { ...opened, ...gates, tellKind: tellFileKind, now }
  const [files, characters] = [createFilesDesk(shelf), createCharactersDesk(shelf)]
  const cast = { ...parts, timing: systemTiming, files, characters, now }
  return {
    opened,
    asked: {
      desk,
      events,
      webhooks: webhooks.desk,
      lineage: createLineageDesk({ ...parts, inspect: inspectVideo }),
      files,
      characters,
      people: createPeopleDesk(cast),
      consents: createConsentDesk(cast),
      frames: createFrameDesk({ ...gates, stagingFolder: opened.stagingFolder }),
      keys: createKeyDesk({ ...opened, now, models: () => desk.models().map(({ id }) => id) }),
      engines: createListEngines(engines, () => desk.engines()),
      estimates: createEstimateDesk(engines, parts.aliases, { money: opened.money, now }),
      usage: opened.usage,
      money: createMoneyDesk({ ...opened, now }),
      audit: opened.audit,
      settings: settingsOf(config),
      fetchUrl,
      readMark: readStoredMark,
      stagingFolder: opened.stagingFolder,
      now,
    },
    async start() {
      await driver.start()
      webhooks.sender.start()
      retention.start()
    },
    endStreams: () => events.stop(),
    stop: async () => void (await Promise.all([driver.stop(), webhooks.sender.stop(), retention.stop()])),
    async close() {
      await Promise.all([...engines, ...Object.values(gates)].map((room) => room.close()))
      await opened.close()
    },
  }
}

function openLocalEngine(config: Config, log: Log): Engine {
  return createLocalEngine({
    folder: join(config.dataFolder, 'renders'),
    ffmpeg: config.ffmpeg,
    searchPath: config.searchPath,
    cores: availableParallelism(),
    report: (problem) => log.error({ err: problem }, 'local engine'),
  })
}

interface ForHosted extends Pick<OpenStore, 'stagingFolder'> {
  readonly log: Log
  readonly frames: FrameGate
  readonly fetchUrl: GuardedFetch
}

function openHosted({ engines }: Config, { log, frames, fetchUrl, stagingFolder }: ForHosted): readonly Engine[] {
  return engines.map((hosted) =>
    createVideosApiEngine({
      ...hosted,
      frames,
      folder: stagingFolder,
      elsewhere: fetchUrl,
      report: (problem) => log.error({ err: problem, engine: hosted.name }, 'hosted engine'),
    }),
  )
}

/** The child processes in which strangers' pictures, clips and videos are opened. */
function openGates(config: Config, { stagingFolder }: OpenStore) {
  const ffmpeg = async () => (await resolveFfmpeg(config.ffmpeg, config.searchPath)).path
  const withProgram = { ffmpeg, stagingFolder }
  const [clips, stills] = [createClipGate(withProgram), createStillsGate(withProgram)]
  return { photos: createPhotoGate(), frames: createFrameGate(), clips, stills }
}
