import { CONSENT_TEXTS, type ConsentScope } from 'kinora/spec/consent'
import { call } from './http.ts'
import { getJson, listAll, sendJson } from './json.ts'

export interface PhotoCard {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly sha256: string
}

/** Times in unix seconds. */
export interface ConsentCard {
  readonly id: string
  readonly version: string
  readonly attested_by: string
  readonly scope: ConsentScope
  /** SHA-256 of the photos it is about. */
  readonly photos: readonly string[]
  readonly given_at: number
  readonly revoked_at: number | null
}

export interface PersonCard {
  readonly id: string
  readonly name: string
  readonly photos: readonly PhotoCard[]
  readonly preferred_photo_id: string
  readonly consent: ConsentCard | null
  readonly created_at: number
}

export interface Statement {
  /** `self`, or the name of who says it. */
  readonly attestedBy: string
  readonly scope: ConsentScope
}

/** Ids of what went, or would go. */
export interface Removed {
  readonly photos: readonly string[]
  readonly videos: readonly string[]
  readonly files: readonly string[]
  readonly characters: readonly string[]
  readonly consents: readonly string[]
}

const at = (id: string): string => `/v1/people/${encodeURIComponent(id)}`

export function listPeople(signal: AbortSignal): Promise<readonly PersonCard[]> {
  return listAll('/v1/people', signal)
}

export function photoUrl(person: string, photo: string): string {
  return `${at(person)}/photos/${encodeURIComponent(photo)}/content`
}

/** The bytes that a video would take. */
export async function readPhoto(person: PersonCard, signal?: AbortSignal): Promise<File> {
  const response = await call(photoUrl(person.id, person.preferred_photo_id), signal ? { signal } : {})
  const blob = await response.blob()
  return new File([blob], 'photo', { type: blob.type })
}

/** Person and consent in one request: both are kept, or neither. */
export async function addPerson(name: string, photo: File, statement: Statement | null): Promise<PersonCard> {
  const form = new FormData()
  form.set('name', name)
  if (statement !== null) {
    form.set('consent[version]', CONSENT_TEXTS[0].version)
    form.set('consent[attested_by]', statement.attestedBy)
    if (typeof statement.scope === 'string') form.set('consent[scope]', statement.scope)
    else for (const engine of statement.scope) form.append('consent[scope][]', engine)
  }
  form.set('photo', photo)
  return (await call('/v1/people', { method: 'POST', body: form })).json() as Promise<PersonCard>
}

export async function addPhoto(id: string, photo: File): Promise<PersonCard> {
  const form = new FormData()
  form.set('photo', photo)
  return (await call(`${at(id)}/photos`, { method: 'POST', body: form })).json() as Promise<PersonCard>
}

export function removePhoto(id: string, photo: string): Promise<PersonCard> {
  return sendJson('DELETE', `${at(id)}/photos/${encodeURIComponent(photo)}`)
}

export function changePerson(
  id: string,
  change: { readonly name: string } | { readonly preferred_photo_id: string },
): Promise<PersonCard> {
  return sendJson('POST', at(id), change)
}

/** For every photo the person has now. */
export function giveConsent(id: string, { attestedBy, scope }: Statement): Promise<ConsentCard> {
  const { version } = CONSENT_TEXTS[0]
  return sendJson('POST', `${at(id)}/consent`, { version, attested_by: attestedBy, scope })
}

/** Answers with the ids of the videos that were cancelled by it. */
export async function revokeConsent(id: string): Promise<readonly string[]> {
  const path = `/v1/consents/${encodeURIComponent(id)}/revoke`
  return (await sendJson<{ readonly cancelled_videos: readonly string[] }>('POST', path)).cancelled_videos
}

/** What would go with this person and everything made of their photos. */
export async function previewRemoval(id: string, signal: AbortSignal): Promise<Removed> {
  const response = await call(`${at(id)}?with=videos&dry_run=1`, { method: 'DELETE', signal })
  return ((await response.json()) as { readonly removed: Removed }).removed
}

export async function removePerson(id: string, withVideos: boolean): Promise<Removed> {
  const path = `${at(id)}${withVideos ? '?with=videos' : ''}`
  return (await sendJson<{ readonly removed: Removed }>('DELETE', path)).removed
}

export function readPerson(id: string, signal: AbortSignal): Promise<PersonCard> {
  return getJson(at(id), signal)
}
