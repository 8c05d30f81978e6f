import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { toEnvelope } from '../../spec/fault.ts'
import { createFilesDesk } from '../../jobs/files/files-desk.ts'
import { tellFileKind } from '../../media/file-kind.ts'
import { createPhotoGate } from '../../media/photo-gate.ts'
import { openStore } from '../../store/open-store.ts'
import type { Env } from '../context.ts'
import { files } from '../files.ts'
import { createUploads } from '../uploads.ts'

/** The routes of files on a real store, with real photo checks. `ask` names the owner in place of a key. */
export async function openShelf() {
  const folder = await mkdtemp(join(tmpdir(), 'kinora-files-'))
  const opened = await openStore({ folder: join(folder, 'data'), now: Date.now })
  const photos = createPhotoGate()
  const desk = createFilesDesk({ ...opened, photos, tellKind: tellFileKind, now: Date.now })
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('requestId', 'req_test')
    c.set('caller', { owner: c.req.header('x-owner') ?? 'owner-1', keyId: 'test', scopes: ['files'] })
    await next()
    c.header('x-request-id', 'req_test')
  })
  const problems: unknown[] = []
  app.onError((thrown, c) => {
    const { status, body } = toEnvelope(thrown)
    if (status === 500) problems.push(thrown)
    return c.json(body, status as 400)
  })
  app.route('/v1/files', files(desk, createUploads(opened.stagingFolder)))
  return {
    desk,
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
      await photos.close()
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
