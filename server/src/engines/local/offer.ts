import type { Offer } from '../../spec/offer.ts'

/** What the embedded renderer makes. */
export const ANIMATIC: Offer = {
  model: 'kinora-animatic',
  title: 'Built-in animatic',
  about:
    'Draws a moving scene from your words, places the people from your photos in it and adds music, on this machine and at once; no AI model makes it, so people sway and breathe but do not act.',
  seconds: { kind: 'range', min: 1, max: 120, suggested: [4, 8, 10, 12, 20] },
  sizes: {
    kind: 'range',
    min: 256,
    max: 2048,
    maxPixels: 2048 * 2048,
    suggested: ['1024x1808', '720x1280', '1280x720', '1024x1024'],
  },
  qualities: ['standard', 'high'],
  references: { max: 2, faces: true },
  people: { photosGoTo: null, keptThere: null, ownConsent: false, chargedOnRefusal: false },
  audio: true,
  edits: 'any',
  extends: 'any',
  usdMicrosPerSecond: { standard: 0, high: 0 },
  priceSource: 'drawn on this machine, 2026-11-23',
  generative: false,
  retiresOn: null,
}
