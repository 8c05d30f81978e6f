import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCharactersDesk } from '../../jobs/characters/characters-desk.ts'
import { createDesk } from '../../jobs/desk/desk.ts'
import { createDriver } from '../../jobs/drive/driver.ts'
import { createEstimateDesk } from '../../jobs/desk/estimate.ts'
import { createFilesDesk } from '../../jobs/files/files-desk.ts'
import { createLineageDesk } from '../../jobs/desk/lineage.ts'
import { createConsentDesk } from '../../jobs/people/consent-desk.ts'
import { createPeopleDesk } from '../../jobs/people/people-desk.ts'
import { systemTiming } from '../../jobs/timing.ts'
import { createClipGate } from '../../media/clip-gate.ts'
import { resolveFfmpeg } from '../../media/ffmpeg.ts'
import { tellFileKind } from '../../media/file-kind.ts'
import { inspectVideo } from '../../media/inspect.ts'
import { createPhotoGate } from '../../media/photo-gate.ts'
import type { Offer } from '../../spec/offer.ts'
import { ScriptedEngine, paidOffer, scriptedOffer } from '../../spec/testing/scripted-engine.ts'
import { openStore } from '../../store/open-store.ts'
import { KEY, openApi } from './open-api.ts'

const fixtures = new URL('../../../../test/fixtures/people/', import.meta.url)
export const hopper = new File([await readFile(new URL('hopper.jpg', fixtures))], 'hopper.jpg')
export const collins = new File([await readFile(new URL('collins.png', fixtures))], 'collins.png')

/** An engine on another machine, with a price. */
export const hostedOffer: Offer = {
  ...paidOffer,
  model: 'hosted-1',
  references: { max: 4, faces: true },
  people: { photosGoTo: 'video.example', keptThere: '30 days', ownConsent: false, chargedOnRefusal: null },
}

const ffmpeg = async () => (await resolveFfmpeg(undefined)).path

/** The API on a real store with real photo checks, one engine on this machine and a hosted one. */
export async function openPeople(given: { readonly consentRequired?: boolean; readonly hostedOffer?: Offer } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-people-'))
  const opened = await openStore({ folder: join(folder, 'data'), now: Date.now })
  const photos = createPhotoGate()
  const clips = createClipGate({ ffmpeg, stagingFolder: opened.stagingFolder })
  const local = new ScriptedEngine({ name: 'local' })
  const hosted = new ScriptedEngine({ name: 'hosted', class: 'idempotent', offers: [given.hostedOffer ?? hostedOffer] })
  const engines = [local, hosted]
  const troubles: unknown[] = []
  const onTrouble = (thrown: unknown) => void troubles.push(thrown)
  const aliases = { 'sora-2': scriptedOffer.model }
  const parts = { ...opened, ...given, photos, clips, engines, aliases, onTrouble, timing: systemTiming, now: Date.now }
  const shelf = { ...parts, tellKind: tellFileKind }
  const [files, characters] = [createFilesDesk(shelf), createCharactersDesk(shelf)]
  const driver = createDriver(parts)
  const cast = { ...parts, files, characters }
  const api = openApi(undefined, {
    desk: createDesk(parts),
    lineage: createLineageDesk({ ...parts, inspect: inspectVideo }),
    estimates: createEstimateDesk(engines, aliases, { money: opened.money, now: Date.now }),
    files,
    characters,
    people: createPeopleDesk(cast),
    consents: createConsentDesk(cast),
    stagingFolder: opened.stagingFolder,
  })
  return {
    opened,
    local,
    hosted,
    driver,
    folder,
    errors: api.errors,
    troubles,
    ask: api.ask,
    /** A key of another owner. */
    key: async (owner: string, scopes = ['videos:read', 'videos:write', 'files']) =>
      (await api.keys.make({ name: owner, owner, scopes })).secret,
    /** Every file with a client's bytes below the data folder. */
    left: async () => {
      const found: string[] = []
      for (const home of ['blobs', 'staging']) {
        const all = await readdir(join(folder, 'data', home), { recursive: true, withFileTypes: true }).catch(() => [])
        found.push(...all.filter((entry) => entry.isFile()).map(({ name }) => name))
      }
      return found.toSorted()
    },
    close: async () => {
      await driver.stop()
      await Promise.all([photos.close(), clips.close()])
      await opened.close()
      api.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type PeopleHouse = Awaited<ReturnType<typeof openPeople>>

export const json = (body: unknown, key = KEY): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: JSON.stringify(body),
})

export function form(parts: readonly (readonly [string, string | File])[], key = KEY): RequestInit {
  const body = new FormData()
  for (const [name, value] of parts) body.append(name, value)
  return { method: 'POST', body, headers: { authorization: `Bearer ${key}` } }
}

export const dataUrl = async (file: File): Promise<string> =>
  `data:image/jpeg;base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`
