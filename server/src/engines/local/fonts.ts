import { GlobalFonts } from '@napi-rs/canvas'
import { createRequire } from 'node:module'

const SUBSETS = {
  'playfair-display': { weights: [600], subsets: ['latin', 'latin-ext', 'cyrillic', 'vietnamese'] },
  inter: {
    weights: [500, 600],
    subsets: ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'],
  },
} as const

/** Font stacks of the pictures. Playfair has no Greek: such letters come from Inter, never from the system. */
export interface Fonts {
  readonly title: string
  readonly caption: string
  readonly badge: string
}

let registered: Fonts | undefined

/** Registers the fonts we carry; each subset is a family of its own, for the library keeps one file a family. */
export function registerFonts(): Fonts {
  if (registered) return registered
  const resolve = createRequire(import.meta.url).resolve
  const stack = (name: keyof typeof SUBSETS, weight: number) =>
    SUBSETS[name].subsets
      .map((subset) => {
        const family = `Kinora ${name} ${weight} ${subset}`
        GlobalFonts.registerFromPath(
          resolve(`@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff2`),
          family,
        )
        return `"${family}"`
      })
      .join(', ')
  const semibold = stack('inter', 600)
  registered = {
    title: `${stack('playfair-display', 600)}, ${semibold}`,
    caption: stack('inter', 500),
    badge: semibold,
  }
  return registered
}
