/** Every stored job event of every owner in one order, so that a stream can be taken up where it broke off. */
export interface EventFeed {
  /** Position of the newest event, of all or of one job; 0 when there is none. Positions rise and are never used twice. */
  newest(jobId?: string): Promise<number>
  /** This owner's events above a position, oldest first; of one job if named. */
  after(owner: string, position: number, limit: number, jobId?: string): Promise<readonly FeedEntry[]>
}

export interface FeedEntry {
  readonly position: number
  readonly jobId: string
}
