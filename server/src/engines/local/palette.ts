import { mix, type Rgb } from './colour.ts'
import type { Plan, Setting, Time } from './plan.ts'

/** The colours one picture is made of. */
export interface Palette {
  /** From the zenith down to the horizon. */
  readonly sky: readonly [string, string, string, string, string]
  /** Sun or moon. */
  readonly light: string
  /** What distance dissolves into. */
  readonly haze: string
  /** Tints the people. */
  readonly ambient: string
  /** The edge of light round the people. */
  readonly rim: string
  /** The darkest ground. */
  readonly land: string
  readonly accent: string
  /** Luma, 0 to 255, a face is brought towards: bright enough to read even at night. */
  readonly face: number
  /** Stars and lit windows. */
  readonly dark: boolean
}

const DAYS: Record<Time, Palette> = {
  dawn: {
    sky: ['#3b5590', '#7f8cc0', '#d9a9b9', '#ffcfae', '#fff0d6'],
    light: '#fff6e0',
    haze: '#f8d3c0',
    ambient: '#ffe3d2',
    rim: '#fff1d6',
    land: '#3a3c62',
    accent: '#f29a78',
    face: 150,
    dark: false,
  },
  day: {
    sky: ['#1f63c0', '#3f8ee0', '#7fbdf2', '#bfe0f8', '#eaf5fb'],
    light: '#ffffff',
    haze: '#cbe4f5',
    ambient: '#fdfcf6',
    rim: '#fffbe6',
    land: '#27523f',
    accent: '#ffc94d',
    face: 158,
    dark: false,
  },
  sunset: {
    sky: ['#2a1f5e', '#6b3382', '#cf4f78', '#ff8d5a', '#ffd48f'],
    light: '#fff2cc',
    haze: '#ff9d70',
    ambient: '#ffcfae',
    rim: '#ffdca4',
    land: '#2c1438',
    accent: '#ff7d5a',
    face: 140,
    dark: false,
  },
  dusk: {
    sky: ['#0e1440', '#28307a', '#6350a2', '#bf6a92', '#f7a981'],
    light: '#ffdcb6',
    haze: '#96609a',
    ambient: '#d6c2ea',
    rim: '#ffbda6',
    land: '#150f30',
    accent: '#ff8fa3',
    face: 126,
    dark: true,
  },
  night: {
    sky: ['#030612', '#081236', '#112158', '#24357c', '#44539c'],
    light: '#eaf0ff',
    haze: '#2e4084',
    ambient: '#b2c0ee',
    rim: '#bfd4ff',
    land: '#050918',
    accent: '#7cc4ff',
    face: 114,
    dark: true,
  },
}

const PLACES: Partial<Record<Setting, Partial<Palette>>> = {
  space: {
    sky: ['#020309', '#05081f', '#0a0e36', '#130f46', '#1c1344'],
    light: '#e6ecff',
    haze: '#3c2c80',
    ambient: '#c2c2f6',
    rim: '#a4dcff',
    land: '#04040e',
    accent: '#8f7bff',
    face: 122,
    dark: true,
  },
  stage: {
    sky: ['#0d0616', '#1c0a33', '#3a1058', '#6d1b66', '#b92f72'],
    light: '#ffdff2',
    haze: '#7c2a82',
    ambient: '#f2c0e6',
    rim: '#ff9fd8',
    land: '#0b0412',
    accent: '#ffcf5c',
    face: 126,
    dark: true,
  },
  ballroom: {
    sky: ['#2a1408', '#5c2f10', '#9a5a1e', '#d99a42', '#ffdf9c'],
    light: '#fff0c8',
    haze: '#e0a650',
    ambient: '#ffdcae',
    rim: '#ffe7b0',
    land: '#2a1408',
    accent: '#ffd27a',
    face: 140,
    dark: false,
  },
}

/** Winter and sand keep the hour's sky but throw its light back from below. */
const GROUNDS: Partial<Record<Setting, Partial<Record<Time, Partial<Palette>>>>> = {
  snow: {
    day: {
      sky: ['#3f76b4', '#73a2d2', '#a8c8e6', '#d3e3f1', '#f2f7fb'],
      haze: '#dde9f4',
      ambient: '#eef4fd',
      rim: '#ffffff',
      land: '#31506e',
      accent: '#9ec5ff',
    },
    dawn: { haze: '#f1dbe0', land: '#46507c' },
  },
  desert: {
    day: { sky: ['#2a6fb8', '#5b9ad6', '#9cc6e6', '#dfe3d2', '#f8e6bd'], haze: '#f2dcb4', land: '#7a4a24' },
    sunset: { land: '#4a1d2c', haze: '#ffa468' },
  },
  forest: { day: { sky: ['#4f9a8e', '#86c2a4', '#bfe0b8', '#e6f2cc', '#fbfbe2'], haze: '#dcefc8', land: '#12361f' } },
}

const OVERCAST = '#59647a'

export function paletteOf(plan: Pick<Plan, 'setting' | 'time' | 'weather'>): Palette {
  const ground = GROUNDS[plan.setting]?.[plan.time]
  const fair = autumnal(plan, { ...DAYS[plan.time], ...PLACES[plan.setting], ...ground })
  if (plan.weather !== 'rain') return fair
  // Rain takes the colour out of the sky, and night keeps its dark.
  const grey = mix(OVERCAST, fair.sky[0], fair.dark ? 0.55 : 0.1)
  const dull = (colour: string, share: number) => toHex(mix(colour, grey, share))
  const [a, b, c, d, e] = fair.sky
  return {
    ...fair,
    sky: [dull(a, 0.4), dull(b, 0.5), dull(c, 0.55), dull(d, 0.55), dull(e, 0.5)],
    haze: dull(fair.haze, 0.45),
    rim: dull(fair.rim, 0.2),
    ambient: dull(fair.ambient, 0.18),
  }
}

/** Falling leaves turn the green light of a wood to gold. */
function autumnal(plan: Pick<Plan, 'setting' | 'weather'>, palette: Palette): Palette {
  if (plan.setting !== 'forest' || plan.weather !== 'leaves') return palette
  const gold = (colour: string, share: number) => toHex(mix(colour, '#e8a04a', share))
  const [a, b, c, d, e] = palette.sky
  return {
    ...palette,
    sky: [gold(a, 0.55), gold(b, 0.6), gold(c, 0.5), gold(d, 0.35), gold(e, 0.2)],
    haze: gold(palette.haze, 0.5),
    ambient: gold(palette.ambient, 0.2),
    land: toHex(mix(palette.land, '#3a1c0a', 0.7)),
  }
}

function toHex([red, green, blue]: Rgb): string {
  return `#${((Math.round(red) << 16) | (Math.round(green) << 8) | Math.round(blue)).toString(16).padStart(6, '0')}`
}
