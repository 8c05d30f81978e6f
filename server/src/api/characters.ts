import { Hono } from 'hono'
import { z } from 'zod'
import type { CharacterDraft, CharactersDesk } from '../spec/characters-desk.ts'
import type { Caller } from '../spec/desk.ts'
import { Fault } from '../spec/fault.ts'
import type { FilesDesk } from '../spec/files-desk.ts'
import type { Upload } from '../spec/order.ts'
import type { Env } from './context.ts'
import { notAllowed } from './not-allowed.ts'
import { toNode } from './pictures.ts'
import { readBodyWithFiles } from './read-body.ts'
import type { Staging } from './staging.ts'
import type { WithUploads } from './uploads.ts'

const NAME_CHARACTERS = 80
const NUL = String.fromCharCode(0)

/** What a client sends for a new character, the clip of a form apart. */
export const characterSchema = z.looseObject({
  name: z.string({ error: 'The name must be text.' }).superRefine((text, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message })
    if (text.trim() === '') refuse('The name must not be blank.')
    else if (!text.isWellFormed() || text.includes(NUL)) refuse('The name holds characters that are not valid text.')
    else if (Array.from(text).length > NAME_CHARACTERS) refuse(`The name has more than ${NAME_CHARACTERS} characters.`)
  }),
  video: z.looseObject({ file_id: z.string() }).optional(),
})

export interface CharacterParts {
  readonly characters: CharactersDesk
  readonly files: FilesDesk
}

/** OpenAI's characters (videos-api.md 3.9). Must be routed before `/v1/videos/{id}`. */
export function characters({ characters: desk, files }: CharacterParts, withUploads: WithUploads): Hono<Env> {
  return new Hono<Env>()
    .post('/', (c) =>
      withUploads(async (staging) => {
        const draft = await readDraft(c.req.raw, staging, files, c.get('caller'))
        return c.json(await desk.create(draft, c.get('caller')))
      }),
    )
    .get('/:id', async (c) => {
      const character = await desk.find(c.req.param('id'), c.get('caller'))
      if (!character) throw unknown(c.req.param('id'))
      c.header('cache-control', 'no-store')
      return c.json(character)
    })
    .delete('/:id', async (c) => {
      const id = c.req.param('id')
      if (!(await desk.remove(id, c.get('caller')))) throw unknown(id)
      return c.json({ id, object: 'character.deleted', deleted: true })
    })
    .all('/', notAllowed('POST'))
    .all('/:id', notAllowed('GET, DELETE'))
}

const unknown = (id: string): Fault =>
  new Fault('character_not_found', `No character with id '${id.slice(0, 100)}'.`, { param: 'id' })

/** A name of 80 characters and an id. */
const JSON_BYTES = 65_536

async function readDraft(
  request: Request,
  staging: Staging,
  files: FilesDesk,
  caller: Caller,
): Promise<CharacterDraft> {
  const { body, uploads } = await readBodyWithFiles(request, staging, JSON_BYTES)
  const name = readName(body['name'] ?? undefined)
  const stranger = uploads.find(({ field }) => field !== 'video')
  if (stranger)
    throw new Fault('unknown_parameter', `Unknown file field '${stranger.field}'. Send the clip as 'video'.`, {
      param: stranger.field,
    })
  const [clip, ...more] = uploads
  const video = body['video'] ?? undefined
  if (more.length > 0 || (clip && video !== undefined)) throw refuse('Send one video, as a file or by its file_id.')
  if (clip) return { name, clip }
  if (video === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'video'.", { param: 'video' })
  return { name, clip: await copyClip(video, staging, files, caller) }
}

function readName(value: unknown): string {
  if (value === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'name'.", { param: 'name' })
  const read = characterSchema.shape.name.safeParse(value)
  if (read.success) return read.data
  throw new Fault('invalid_value', read.error.issues[0]?.message ?? 'Invalid value.', { param: 'name' })
}

/** One text for ids that are unknown, deleted, another's or no film. */
async function copyClip(video: unknown, staging: Staging, files: FilesDesk, caller: Caller): Promise<Upload> {
  const id: unknown = typeof video === 'object' && video !== null && 'file_id' in video ? video.file_id : undefined
  if (typeof id !== 'string') throw refuse('video must be an MP4 file, or an object with the file_id of one.')
  const file = await files.clip(id, caller)
  if (!file)
    throw new Fault(
      'file_not_found',
      `There is no MP4 video with the file_id '${id.slice(0, 80)}'. Upload one with POST /v1/files.`,
      { param: 'video' },
    )
  return staging.write('video', toNode(await file.open()))
}

const refuse = (message: string): Fault => new Fault('invalid_value', message, { param: 'video' })
