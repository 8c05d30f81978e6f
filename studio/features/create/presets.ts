import { en } from '../../messages/en.ts'

export type PresetId = keyof typeof en.preset

export interface Preset {
  readonly id: PresetId
  /** With `{a}` and `{b}` where the two names go. */
  readonly text: string
}

/** Each names a different setting that the built-in engine draws. */
export const PRESETS: readonly [Preset, ...Preset[]] = [
  {
    id: 'beach',
    text: '{a} and {b} walk along a beach at sunset. The wind comes off the sea and they laugh at something only they know.',
  },
  {
    id: 'city',
    text: '{a} and {b} meet again under neon signs in the city at night. Light rain falls and neither wants to go home.',
  },
  {
    id: 'mountains',
    text: '{a} and {b} reach the mountain pass at golden hour. Mist fills the valley below and they stand still for once.',
  },
  {
    id: 'forest',
    text: '{a} and {b} walk through a quiet forest in the morning. Light falls through the trees and they tell each other everything.',
  },
  {
    id: 'space',
    text: '{a} and {b} float among the stars, far out in space. A planet rises behind them and they feel very small and very happy.',
  },
  {
    id: 'snow',
    text: '{a} and {b} stand in the first snow of winter. Big flakes fall on a calm evening and the whole world goes quiet.',
  },
  {
    id: 'desert',
    text: '{a} and {b} watch the dawn over the desert dunes. The sand turns gold and a long journey begins.',
  },
  {
    id: 'ballroom',
    text: '{a} and {b} share the last dance in an empty ballroom. Chandeliers glow over a slow waltz and everyone else has gone home.',
  },
]

export function fillPreset(id: PresetId, names: readonly [string, string]): string {
  const text = PRESETS.find((preset) => preset.id === id)?.text ?? ''
  // A function, so that a name with `$&` in it stays a name.
  return text.replace('{a}', () => names[0]).replace('{b}', () => names[1])
}
