import { START, type Draft } from './draft.ts'
import { PRESETS } from './presets.ts'

const KEY = 'kinora.draft.1'

/** The part of `localStorage` we need, so that tests can hand in their own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'>

/** A draft from an older page, another tab or a curious person: every field is checked, the rest starts fresh. */
export function parseDraft(text: string | null): Draft {
  const stored = readObject(text)
  const names = Array.isArray(stored['names']) ? stored['names'] : []
  return {
    prompt: stringOr(stored['prompt'], START.prompt),
    preset: PRESETS.find((preset) => preset.id === stored['preset'])?.id ?? null,
    replaced: null,
    names: [stringOr(names[0], ''), stringOr(names[1], '')],
    model: typeof stored['model'] === 'string' ? stored['model'] : null,
    seconds: Number.isInteger(stored['seconds']) ? Number(stored['seconds']) : START.seconds,
    size: stringOr(stored['size'], START.size),
    quality: stored['quality'] === 'high' ? 'high' : 'standard',
    agreed: stored['agreed'] === true,
    sent: typeof stored['sent'] === 'string' ? stored['sent'] : null,
  }
}

export function loadDraft(shelf: Shelf): Draft {
  try {
    return parseDraft(shelf.getItem(KEY))
  } catch {
    return START // storage is switched off: the form works, it just forgets
  }
}

export function saveDraft(shelf: Shelf, draft: Draft): boolean {
  try {
    shelf.setItem(KEY, JSON.stringify({ ...draft, replaced: null }))
    return true
  } catch {
    return false
  }
}

function readObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback
}
