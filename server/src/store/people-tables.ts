import type { Generated } from 'kysely'

/** What migration 10 added. */
export interface PeopleTables {
  person: PersonTable
  person_photo: PersonPhotoTable
  consent: ConsentTable
  consent_photo: { sha256: string; consent_id: string }
}

export interface PersonTable {
  id: string
  owner: string
  name: string
  name_key: string
  preferred_photo_id: string
  created_at_ms: number
}

export interface PersonPhotoTable {
  id: string
  person_id: string
  key: string
  media_type: string
  width: number
  height: number
  bytes: number
  sha256: string
  created_at_ms: number
}

export interface ConsentTable {
  seq: Generated<number>
  id: string
  owner: string
  key_id: string
  attested_by: string
  person_id: string | null
  person_name: string
  version: string
  scope_json: string
  given_at_ms: number
  revoked_at_ms: number | null
}
