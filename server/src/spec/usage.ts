/** What one engine did for one owner on one day, also for videos that were deleted since. */
export interface UsageRow {
  /** `YYYY-MM-DD`, UTC, of the creation. */
  readonly day: string
  readonly engine: string
  /** All that were accepted, whatever became of them. */
  readonly videos: number
  readonly completed: number
  /** Cancelled ones too, as on the wire. */
  readonly failed: number
  /** Ended with the money spent, with a video or without. */
  readonly charged: number
  readonly failedCharged: number
  /** Held or unknown: whether the money is spent is not known yet. */
  readonly unsettled: number
  /** Whole seconds that were rendered for completed videos. */
  readonly seconds: number
  /** Micro-USD: of all, and of those whose price is final. */
  readonly estimateUsdMicros: number
  readonly finalUsdMicros: number
}

export interface UsageReads {
  /** Days from `from` to `to`, both included, newest first, then by engine. Days without videos are left out. */
  usage(owner: string, from: string, to: string): Promise<readonly UsageRow[]>
}
