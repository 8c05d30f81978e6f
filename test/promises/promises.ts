/** One promise of Kinora and what is measured against it. */
export interface Promised {
  readonly id: string
  readonly sentence: string
  readonly bar: string
}

const say = (number: number, sentence: string, bar: string): Promised => ({ id: `P${number}`, sentence, bar })

/** In the order of their numbers. There is no P29. */
export const PROMISES: readonly Promised[] = [
  say(1, 'An acknowledged job is never lost', '0 lost of 200 creates over 60 SIGKILLs'),
  say(2, 'A job is submitted at most once', '0 double submits at every crash point, for every class of engine'),
  say(
    3,
    'Same `Idempotency-Key` and same request: same job, across restarts, for 72 h',
    '100 at once: 1 row, 1 submit, equal bodies',
  ),
  say(4, 'The silent repeats of the OpenAI SDK make no second job', 'answer cut by a proxy: 1 job, 100 of 100'),
  say(5, 'Every job ends by its deadline + 60 s', 'under each engine fault U1-U40'),
  say(
    6,
    '`completed` means that the whole, marked file is in our store',
    'served sha256 = stored sha256, always; nothing partial is ever visible',
  ),
  say(7, 'Spent and held together never exceed a cap', '200 at once with room for 30: exactly 30 accepted'),
  say(
    8,
    'A failed job costs only what the engine charged, and is released once',
    '1,000 racing pollers, sweepers and callbacks: one release',
  ),
  say(
    9,
    'Every terminal event reaches the webhook at least once',
    '0 missing after 100 kills; the same `webhook-id` on every try',
  ),
  say(10, 'Stock code verifies our webhooks', '`openai.webhooks.unwrap`, `standardwebhooks`, `svix`: 3 of 3'),
  say(11, 'Private addresses are never called on behalf of a client', '0 of 60 URLs, redirects and rebinding included'),
  say(
    12,
    "A provider's key is only ever sent to its own configured host",
    '0 canary headers elsewhere in the whole suite',
  ),
  say(13, 'No secret, prompt or photo in logs, errors and metrics', '0 canary hits after the whole suite'),
  say(14, 'Uploads cannot exhaust the server', 'at most 200 MB more memory with 8 x 64 MB at once; any image <= 2 s'),
  say(15, 'Slow clients do not stop others', '500 slow sockets: status p99 < 250 ms, all closed <= 15 s'),
  say(16, 'Ranges and caching follow RFC 9110', 'all cases; parallel ranges reassemble to the same digest'),
  say(17, 'A web page can neither use nor read a local server', '0 of 27 attempts in Chromium'),
  say(18, "A key never sees another key's objects", 'every route x foreign id = 404'),
  say(19, 'Power loss loses nothing acknowledged', '20 images in CI, 200 for a release'),
  say(20, 'Full disk: writes are refused, reads go on, recovery is by itself', 'on a small tmpfs'),
  say(21, 'A failed fsync stops the server and is never retried', 'EIO at every fsync by strace'),
  say(22, 'Jumps of the clock do no harm', '+-1 day, +-1 year'),
  say(23, 'A restart is quick', '<= 3 s with 10,000 jobs; running jobs polled <= 10 s later'),
  say(24, 'SIGTERM ends it in order', 'open requests finish (10 s), new ones 503, exit 0; 0 other errors'),
  say(25, 'A second server on the same folder refuses to start', '<= 2 s, one clear line'),
  say(26, 'A backup taken under load restores', 'drill in CI'),
  say(27, 'Overload is refused early with `Retry-After` <= 60', '3x load for 60 s: 0 crashes, memory <= 512 MB'),
  say(28, 'No input gives 5xx or a hang', '20,000 generated requests per run'),
  say(30, 'Deleted bytes are gone', '<= 60 s, by a search of the whole store'),
  say(
    31,
    "Every finished file carries a machine-readable AI mark, and engines' marks are kept",
    'read back from the files',
  ),
  say(32, 'Nothing unlocked is installed', 'lock file integrity, no install scripts needed, version floors'),
]
