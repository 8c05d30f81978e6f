/** How often one key may ask: at most `requests` in any stretch of `windowMs`, spread over it again as time passes. */
export interface RateLimit {
  /** 1 and up. */
  readonly requests: number
  readonly windowMs: number
}
