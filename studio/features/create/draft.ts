import type { Quality, Video } from 'kinora/spec/video'
import { en } from '../../messages/en.ts'
import { fillPreset, PRESETS, type PresetId } from './presets.ts'

/** What the person wants. Options are wishes: what the engine can do with them is decided by `fitWishes`. */
export interface Draft {
  readonly prompt: string
  /** The idea last picked, while its text stands as it was filled in. */
  readonly preset: PresetId | null
  /** What a picked idea replaced, so that it can come back. */
  readonly replaced: string | null
  readonly names: readonly [string, string]
  /** Null: the first the server offers. */
  readonly model: string | null
  readonly seconds: number
  readonly size: string
  readonly quality: Quality
  readonly agreed: boolean
  /** The video last sent with exactly these photos. */
  readonly sent: string | null
}

export const START: Draft = {
  prompt: '',
  preset: null,
  replaced: null,
  names: ['', ''],
  model: null,
  seconds: 10,
  size: '1024x1808',
  quality: 'standard',
  agreed: false,
  sent: null,
}

export type Change =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'preset'; readonly id: PresetId }
  | { readonly kind: 'bring-back' }
  | { readonly kind: 'name'; readonly person: 0 | 1; readonly name: string }
  | { readonly kind: 'samples'; readonly names: readonly [string, string] }
  | { readonly kind: 'take-over'; readonly video: Pick<Video, 'prompt' | 'model' | 'seconds' | 'size' | 'quality'> }
  | { readonly kind: 'swap' }
  | { readonly kind: 'wish'; readonly wish: Partial<Pick<Draft, 'model' | 'seconds' | 'size' | 'quality'>> }
  | { readonly kind: 'agree'; readonly agreed: boolean }
  | { readonly kind: 'photos-changed' }
  | { readonly kind: 'sent'; readonly id: string }

export function changeDraft(draft: Draft, change: Change): Draft {
  switch (change.kind) {
    case 'prompt':
      return { ...draft, prompt: change.text, preset: null, replaced: null }
    case 'preset':
      return pickPreset(draft, change.id)
    case 'bring-back':
      return draft.replaced === null ? draft : { ...draft, prompt: draft.replaced, preset: null, replaced: null }
    case 'name':
      return rename(draft, change.person === 0 ? [change.name, draft.names[1]] : [draft.names[0], change.name])
    case 'samples':
      return takeSamples(draft, change.names)
    case 'take-over':
      return takeOver(draft, change.video)
    case 'swap':
      return rename(draft, [draft.names[1], draft.names[0]])
    case 'wish':
      return { ...draft, ...change.wish, agreed: draft.agreed && !movesEngine(draft, change.wish) }
    case 'agree':
      return { ...draft, agreed: change.agreed }
    case 'photos-changed':
      return { ...draft, agreed: false, sent: null }
    case 'sent':
      return { ...draft, sent: change.id }
    default:
      return change satisfies never
  }
}

/** Another engine may send photos elsewhere: what was agreed to was about this one. */
function movesEngine(draft: Draft, { model }: Partial<Pick<Draft, 'model'>>): boolean {
  return model !== undefined && model !== draft.model
}

/** The names as they are shown: never empty. */
export function namesOf(draft: Pick<Draft, 'names'>): readonly [string, string] {
  return [draft.names[0].trim() || en.people.defaultName(1), draft.names[1].trim() || en.people.defaultName(2)]
}

/** An earlier video's words and options. Own words that were there can come back; a new engine asks again for the tick. */
function takeOver(draft: Draft, video: Extract<Change, { kind: 'take-over' }>['video']): Draft {
  const { prompt, model, size, quality } = video
  const own = draft.preset === null && draft.prompt.trim() !== '' && draft.prompt !== prompt
  const replaced = own ? draft.prompt : null
  return {
    ...draft,
    prompt,
    model,
    seconds: Number(video.seconds),
    size,
    quality,
    preset: null,
    replaced,
    agreed: false,
  }
}

/** Sample people come with a story, so that one more click makes a video; words that are there stay. */
function takeSamples(draft: Draft, names: readonly [string, string]): Draft {
  const named = rename(draft, names)
  return draft.prompt.trim() === '' ? pickPreset(named, PRESETS[0].id) : named
}

function pickPreset(draft: Draft, id: PresetId): Draft {
  const own = draft.preset === null && draft.prompt.trim() !== ''
  return { ...draft, prompt: fillPreset(id, namesOf(draft)), preset: id, replaced: own ? draft.prompt : null }
}

/** An idea nobody has edited follows the names; a person's own words are never touched. */
function rename(draft: Draft, names: readonly [string, string]): Draft {
  const next = { ...draft, names }
  return draft.preset === null ? next : { ...next, prompt: fillPreset(draft.preset, namesOf(next)) }
}
