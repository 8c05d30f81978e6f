/** When things happen: whole beats from 0 to `homeAt`, where the last chord begins. */
export interface Tempo {
  /** Seconds. */
  readonly beat: number
  readonly beats: number
  /** Seconds from the start at which the piece comes home; the rest rings out. */
  readonly homeAt: number
  /** Seconds from the start: the beats that a cut of the picture falls on. */
  readonly accents: readonly number[]
}

/** Below this many seconds of room nothing can move and come home: the piece is its last chord alone. */
const SHORTEST_BODY = 1.2
/** How far the tempo may be bent before a mood loses its character. */
const BEND = { slowest: 0.86, fastest: 1.16 } as const
/** Eyes and ears take picture and sound for one event up to about this far apart, seconds. */
const TOGETHER = 0.09

/** Bends the tempo so that whole beats fill the video and cuts fall on beats where that is possible. */
export function fitTempo(seconds: number, bpm: number, cuts: readonly number[]): Tempo {
  const tail = Math.min(Math.max(seconds * 0.25, 0.9), 3.5)
  const homeAt = seconds - tail
  if (homeAt < SHORTEST_BODY) return { beat: 60 / bpm, beats: 0, homeAt: 0, accents: [] }
  const natural = (homeAt * bpm) / 60
  const lowest = Math.max(1, Math.ceil(natural * BEND.slowest))
  const highest = Math.max(lowest, Math.floor(natural * BEND.fastest))
  let best = { beats: lowest, cost: Infinity }
  for (let beats = lowest; beats <= highest; beats++) {
    const cost = misfit(beats, natural, homeAt, cuts)
    if (cost < best.cost) best = { beats, cost }
  }
  const beat = homeAt / best.beats
  const accents = cuts
    .map((cut) => ({ cut, at: Math.round(cut / beat) * beat }))
    .filter(({ cut, at }) => at > 0 && at < homeAt && Math.abs(cut - at) <= TOGETHER)
    .map(({ at }) => at)
  return { beat, beats: best.beats, homeAt, accents }
}

/** Lower is better: near the mood's tempo, whole bars, cuts on beats. The weights only rank, they mean nothing else. */
function misfit(beats: number, natural: number, homeAt: number, cuts: readonly number[]): number {
  const bent = 2 * Math.abs(Math.log(beats / natural))
  const brokenBar = beats % 4 === 0 ? 0 : beats % 2 === 0 ? 0.15 : 0.4
  const beat = homeAt / beats
  const missed = cuts.reduce((sum, cut) => sum + Math.abs(cut / beat - Math.round(cut / beat)), 0)
  return bent + brokenBar + missed / 2
}
