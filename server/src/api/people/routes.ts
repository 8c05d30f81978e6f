import { Hono } from 'hono'
import { Fault } from '../../spec/fault.ts'
import type { ConsentDesk, PeopleDesk } from '../../spec/people-desk.ts'
import type { Caller } from '../../spec/desk.ts'
import { serve } from '../content.ts'
import type { Ask, Env } from '../context.ts'
import { notAllowed } from '../not-allowed.ts'
import { readPage, toList } from '../page.ts'
import { sourcesOf } from '../pictures.ts'
import type { SourceParts } from '../pictures.ts'
import type { WithUploads } from '../uploads.ts'
import { readChanges, readNewPhoto, readPersonDraft, readRemoval, readStatement } from './read.ts'
import { toConsent, toPerson, toRemoval } from './wire.ts'

export interface PeopleApiParts extends SourceParts {
  readonly people: PeopleDesk
  readonly consents: ConsentDesk
}

/** Kinora's own: saved, named people with photos, and what was agreed to. */
export function people(parts: PeopleApiParts, withUploads: WithUploads): Hono<Env> {
  const { people: desk, consents } = parts
  return new Hono<Env>()
    .post('/', (c) =>
      withUploads(async (staging) => {
        const draft = await readPersonDraft(c.req.raw, staging, sourcesOf(parts, c))
        return c.json(toPerson(await desk.create(draft, c.get('caller'))))
      }),
    )
    .get('/', async (c) => {
      const { people: found, hasMore } = await desk.list(readPage(c), ownerOf(c))
      return c.json(toList(found.map(toPerson), hasMore))
    })
    .get('/:id', async (c) => {
      c.header('cache-control', 'no-store')
      return c.json(toPerson(await desk.find(c.req.param('id'), c.get('caller'))))
    })
    .post('/:id', (c) =>
      withUploads(async (staging) => {
        const changes = await readChanges(c.req.raw, staging)
        return c.json(toPerson(await desk.update(c.req.param('id'), changes, c.get('caller'))))
      }),
    )
    .delete('/:id', async (c) => {
      const id = c.req.param('id')
      const wish = readRemoval(c)
      return c.json(toRemoval(id, wish.dryRun, await desk.remove(id, wish, ownerOf(c))))
    })
    .post('/:id/consent', (c) =>
      withUploads(async (staging) => {
        const statement = await readStatement(c.req.raw, staging)
        return c.json(toConsent(await consents.give(c.req.param('id'), statement, c.get('caller'))))
      }),
    )
    .all('/', notAllowed('GET, POST'))
    .all('/:id', notAllowed('GET, POST, DELETE'))
    .all('/:id/consent', notAllowed('POST'))
    .route('/', photos(parts, withUploads))
}

function photos(parts: PeopleApiParts, withUploads: WithUploads): Hono<Env> {
  const { people: desk } = parts
  return new Hono<Env>()
    .post('/:id/photos', (c) =>
      withUploads(async (staging) => {
        const { photo, consent } = await readNewPhoto(c.req.raw, staging, sourcesOf(parts, c))
        return c.json(toPerson(await desk.addPhoto(c.req.param('id'), photo, consent, c.get('caller'))))
      }),
    )
    .delete('/:id/photos/:photo_id', async (c) => {
      const { id, photo_id: photo } = c.req.param()
      return c.json(toPerson(await desk.removePhoto(id, photo, c.get('caller'))))
    })
    .get('/:id/photos/:photo_id/content', async (c) => {
      const { id, photo_id: photo } = c.req.param()
      return serve(c, await desk.photo(id, photo, c.get('caller')), photo)
    })
    .all('/:id/photos', notAllowed('POST'))
    .all('/:id/photos/:photo_id', notAllowed('DELETE'))
    .all('/:id/photos/:photo_id/content', notAllowed('GET, HEAD'))
}

/** For whom a removal is asked: whoever may make keys for any owner may also answer for any. @throws Fault `missing_scope`. */
function ownerOf(c: Ask): Caller {
  const caller = c.get('caller')
  const owner = c.req.query('owner')
  if (owner === undefined || owner === caller.owner) return caller
  if (caller.scopes.includes('admin')) return { ...caller, owner }
  throw new Fault('missing_scope', "Another owner's people need a key with the scope 'admin'.", { param: 'owner' })
}
