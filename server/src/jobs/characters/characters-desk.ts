import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Blobs } from '../../spec/blobs.ts'
import type { Character, CharacterDraft, CharactersDesk } from '../../spec/characters-desk.ts'
import type { ClipGate, TellFileKind } from '../../spec/clip.ts'
import { Fault } from '../../spec/fault.ts'
import { LIMITS } from '../../spec/limits.ts'
import type { PhotoGate } from '../../spec/media.ts'
import type { Reference } from '../../spec/order.ts'
import type { KeptCharacter, Shelf } from '../../spec/shelf.ts'
import type { Clock } from '../../spec/time.ts'
import { isDiskFull } from '../thrown.ts'

export interface CharactersParts {
  readonly shelf: Shelf
  readonly blobs: Blobs
  readonly clips: ClipGate
  readonly photos: PhotoGate
  readonly tellKind: TellFileKind
  readonly stagingFolder: string
  readonly now: Clock
}

const folderOf = (id: string) => `characters/${id}`
const bad = (message: string): Fault => new Fault('invalid_value', message, { param: 'video' })

/** The front of an owner's characters. Of the clip only the photo is kept. */
export function createCharactersDesk(parts: CharactersParts): CharactersDesk {
  const { shelf, blobs } = parts
  return {
    async create(draft, { owner }) {
      return toObject(await keepCharacter(parts, draft, owner))
    },
    async find(id, { owner }) {
      const character = await shelf.characterOf(owner, id)
      return character && toObject(character)
    },
    async remove(id, { owner }) {
      const removed = await shelf.deleteCharacter(owner, id)
      if (removed) await blobs.remove(folderOf(id))
      return removed
    },
    async photo(id, { owner }) {
      const character = await shelf.characterOf(owner, id)
      if (!character) return undefined
      const { mediaType, width, height, bytes, key } = character.photo
      return { name: character.name, mediaType, width, height, bytes, open: () => blobs.open(key) }
    },
  }
}

/** Bytes first, then the row: a crash in between leaves a folder that the sweep finds. */
async function keepCharacter(parts: CharactersParts, draft: CharacterDraft, owner: string): Promise<KeptCharacter> {
  const { kind, name: seen } = await parts.tellKind(draft.clip.path)
  if (kind !== 'mp4') throw bad(`The clip is ${seen}. Accepted are MP4 videos.`)
  const id = `char_${randomBytes(16).toString('hex')}`
  try {
    const photo = await keepFace(parts, draft.clip.path, id)
    const character = { id, owner, name: draft.name, photo, createdAtMs: parts.now() }
    await parts.shelf.insertCharacter(character)
    return character
  } catch (thrown) {
    await parts.blobs.remove(folderOf(id))
    if (isDiskFull(thrown))
      throw new Fault('storage_full', 'The server has no room left for new characters.', { cause: thrown })
    throw thrown
  }
}

async function keepFace(parts: CharactersParts, clip: string, id: string): Promise<Reference> {
  const frame = join(parts.stagingFolder, `${id}-frame`)
  const admitted = join(parts.stagingFolder, `${id}-photo`)
  try {
    await parts.clips.admit(clip, frame)
    const facts = await parts.photos.admit(frame, admitted).catch((thrown: unknown) => {
      throw thrown instanceof Fault ? bad(thrown.message) : thrown
    })
    const key = `${folderOf(id)}/photo.${facts.mediaType === 'image/png' ? 'png' : 'jpg'}`
    // Node types these chunks as unknown; a file stream without an encoding gives bytes.
    const bytes = Readable.toWeb(createReadStream(admitted)) as ReadableStream<Uint8Array>
    return { ...facts, key, ...(await parts.blobs.put(key, bytes, { maxBytes: LIMITS.multipartBytes })) }
  } finally {
    for (const path of [frame, admitted]) await rm(path, { force: true })
  }
}

function toObject({ id, name, createdAtMs }: KeptCharacter): Character {
  return { id, name, created_at: Math.floor(createdAtMs / 1_000) }
}
