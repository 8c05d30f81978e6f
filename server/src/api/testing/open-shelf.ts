import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { toEnvelope } from '../../spec/fault.ts'
import { createCharactersDesk } from '../../jobs/characters/characters-desk.ts'
import { createFilesDesk } from '../../jobs/files/files-desk.ts'
import { createClipGate } from '../../media/clip-gate.ts'
import { resolveFfmpeg } from '../../media/ffmpeg.ts'
import { tellFileKind } from '../../media/file-kind.ts'
import { createPhotoGate } from '../../media/photo-gate.ts'
import { openStore } from '../../store/open-store.ts'
import type { Env } from '../context.ts'
import { characters } from '../characters.ts'
import { files } from '../files.ts'
import { createUploads } from '../uploads.ts'

/** The routes of files and characters on a real store, with real photo checks. `ask` names the owner in place of a key. */
export async function openShelf() {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-files-'))
  const opened = await openStore({ folder: join(folder, 'data'), now: Date.now })
  const photos = createPhotoGate()
  const clips = createClipGate({
    ffmpeg: async () => (await resolveFfmpeg(undefined)).path,
    stagingFolder: opened.stagingFolder,
  })
  const parts = { ...opened, photos, clips, tellKind: tellFileKind, now: Date.now }
  const desk = createFilesDesk(parts)
  const charactersDesk = createCharactersDesk(parts)
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('requestId', 'req_test')
    c.set('caller', { owner: c.req.header('x-owner') ?? 'owner-1', keyId: 'test', keyName: null, scopes: ['files'] })
    await next()
    c.header('x-request-id', 'req_test')
  })
  const problems: unknown[] = []
  app.onError((thrown, c) => {
    const { status, body } = toEnvelope(thrown)
    if (status === 500) problems.push(thrown)
    return c.json(body, status as 400)
  })
  const withUploads = createUploads(opened.stagingFolder)
  app.route('/v1/files', files(desk, withUploads))
  app.route('/v1/videos/characters', characters({ characters: charactersDesk, files: desk }, withUploads))
  return {
    desk,
    characters: charactersDesk,
    problems,
    ask: async (path: string, init: RequestInit = {}, owner = 'owner-1') => {
      const headers = new Headers(init.headers)
      headers.set('x-owner', owner)
      return app.request(path, { ...init, headers })
    },
    /** Every file with a client's bytes below the data folder. */
    left: async () => {
      const found: string[] = []
      for (const home of ['blobs', 'staging']) {
        const all = await readdir(join(folder, 'data', home), { recursive: true, withFileTypes: true }).catch(() => [])
        found.push(...all.filter((entry) => entry.isFile()).map(({ name }) => name))
      }
      return found
    },
    close: async () => {
      await Promise.all([photos.close(), clips.close()])
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
