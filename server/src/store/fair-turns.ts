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

interface Turn {
  readonly waiting: readonly Due[]
  next: number
}

/**
 * Chooses `count` of them: what was freed first, then the highest priority, then the lane with the fewest taken, then
 * what was due longest. `due` comes sorted by priority (falling), lane, time and number; `taken` is counted on.
 */
export function takeTurns(due: readonly Due[], count: number, taken: Map<string, number>, maxPerLane: number): Due[] {
  const turns = byPlace(due)
  const chosen: Due[] = []
  while (chosen.length < count) {
    let best: Turn | undefined
    let first: Due | undefined
    for (const turn of turns) {
      const head = turn.waiting[turn.next]
      if (!head || (head.runAtMs > 0 && head.lane !== '' && (taken.get(head.lane) ?? 0) >= maxPerLane)) continue
      if (first && !isBefore(head, first, taken)) continue
      best = turn
      first = head
    }
    if (!best || !first) return chosen
    best.next += 1
    taken.set(first.lane, (taken.get(first.lane) ?? 0) + 1)
    chosen.push(first)
  }
  return chosen
}

function byPlace(due: readonly Due[]): Turn[] {
  const places = Map.groupBy(due, ({ priority, lane }) => `${priority} ${lane}`)
  return [...places.values()].map((waiting) => ({ waiting, next: 0 }))
}

function isBefore(one: Due, other: Due, taken: ReadonlyMap<string, number>): boolean {
  const [freed, otherFreed] = [one.runAtMs === 0, other.runAtMs === 0]
  if (freed !== otherFreed) return freed
  if (!freed && one.priority !== other.priority) return one.priority > other.priority
  const [turns, otherTurns] = [taken.get(one.lane) ?? 0, taken.get(other.lane) ?? 0]
  if (!freed && turns !== otherTurns) return turns < otherTurns
  return one.runAtMs === other.runAtMs ? one.seq < other.seq : one.runAtMs < other.runAtMs
}
