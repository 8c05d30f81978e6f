import type { Caller } from './desk.ts'
import type { KeptPhoto } from './files-desk.ts'
import type { Upload } from './order.ts'

/** OpenAI's character: it has no `object` (videos-api.md 3.9). */
export interface Character {
  /** `char_` and 32 hex digits. */
  readonly id: string
  readonly name: string
  /** Unix seconds. */
  readonly created_at: number
}

export interface CharacterDraft {
  /** 1 to 80 characters. */
  readonly name: string
  /** An MP4. */
  readonly clip: Upload
}

/** What the API asks about an owner's characters. Another owner's id answers exactly like an unknown one. */
export interface CharactersDesk {
  /** @throws Fault `invalid_value` with `param: 'video'` when the clip cannot be read or shows no face. */
  create(draft: CharacterDraft, caller: Caller): Promise<Character>
  find(id: string, caller: Caller): Promise<Character | undefined>
  /** Removes row and photo. False when there is no such character. */
  remove(id: string, caller: Caller): Promise<boolean>
  photo(id: string, caller: Caller): Promise<(KeptPhoto & { readonly name: string }) | undefined>
}
