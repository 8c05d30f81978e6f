/** An entry that may be taken. `runAtMs` 0: freed from a dead process, before all else. */
export interface Due {
  readonly seq: number
  readonly ref: string
  readonly tries: number
  readonly lane: string
  readonly priority: number
  readonly runAtMs: number
  readonly sinceMs: number
}

interface Place {
  readonly waiting: readonly Due[]
  next: number
}

/**
 * Who comes next: what was freed first, then the highest priority, then the lane with the fewest taken, then the one
 * whose turn is longest ago, then what was due longest. Turns are remembered as long as the process lives.
 */
export class FairTurns {
  readonly #lastTurn = new Map<string, number>()
  #turn = 0

  /** `due` comes sorted by priority (falling), lane, time and number; `taken`, by lane, is counted on. */
  choose(due: readonly Due[], count: number, taken: Map<string, number>, maxPerLane: number): Due[] {
    const places = byPlace(due)
    const chosen: Due[] = []
    while (chosen.length < count) {
      let best: Place | undefined
      let first: Due | undefined
      for (const place of places) {
        const head = place.waiting[place.next]
        if (!head || (head.runAtMs > 0 && head.lane !== '' && (taken.get(head.lane) ?? 0) >= maxPerLane)) continue
        if (first && !this.#isBefore(head, first, taken)) continue
        best = place
        first = head
      }
      if (!best || !first) return chosen
      best.next += 1
      taken.set(first.lane, (taken.get(first.lane) ?? 0) + 1)
      this.#lastTurn.set(first.lane, (this.#turn += 1))
      chosen.push(first)
    }
    return chosen
  }

  #isBefore(one: Due, other: Due, taken: ReadonlyMap<string, number>): boolean {
    const freed = Number(other.runAtMs === 0) - Number(one.runAtMs === 0)
    const turns = (map: ReadonlyMap<string, number>) => (map.get(one.lane) ?? 0) - (map.get(other.lane) ?? 0)
    const fair = one.runAtMs === 0 ? 0 : other.priority - one.priority || turns(taken) || turns(this.#lastTurn)
    return (freed || fair || one.runAtMs - other.runAtMs || one.seq - other.seq) < 0
  }
}

function byPlace(due: readonly Due[]): Place[] {
  const places = Map.groupBy(due, ({ priority, lane }) => `${priority} ${lane}`)
  return [...places.values()].map((waiting) => ({ waiting, next: 0 }))
}
