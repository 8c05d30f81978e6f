/** Default limits (reliability.md section 4). Sizes in bytes, times in milliseconds. */
export const LIMITS = {
  /** 1 MiB of JSON; a body may carry photos as data URLs, so a create may be as large as `dataUrlJsonBytes`. */
  jsonBytes: 1_048_576,
  /** 22 MiB: one 20,971,520-character data URL (videos-api.md 3.1) and room for the other fields. */
  dataUrlJsonBytes: 23_068_672,
  /** 64 MiB. */
  multipartBytes: 67_108_864,
  /** 20 MiB a photo. */
  imageBytes: 20_971_520,
  files: 8,
  fields: 32,
  parts: 40,
  /** 128 KiB a text field: 32,000 characters of four bytes each. */
  fieldBytes: 131_072,
  fieldNameBytes: 100,
  promptCharacters: 32_000,
  /** 50 million pixels (product.md section 11). */
  imagePixels: 50_000_000,
  /** 12 million pixels of an AVIF, whose decoder needs several times the memory and time of the others. */
  avifPixels: 12_000_000,
  /** Shorter side of a photo, px: below this no face can be found and nothing but mush can be shown. */
  imageMinSide: 32,
  /** Longest to shortest side. */
  imageMaxRatio: 8,
  /** How long one photo may take to check. */
  imageMs: 10_000,
  /** 1 GiB: a finished video from an engine. */
  videoBytes: 1_073_741_824,
  uploadsAtOnce: 64,
  uploadsPerKey: 8,
  /** Further ones of one key wait, their bodies unread. */
  uploadsWaitingPerKey: 64,
  /** Requests whose answer has not begun; further ones are refused at once (reliability.md P27). */
  requestsAtOnce: 512,
  /** Of one key, so that its burst leaves room for others. */
  requestsPerKey: 256,
  /** How long the headers of a request may take. */
  headersMs: 5_000,
  /** How long a request may take to arrive, and one that brings files. */
  requestMs: 20_000,
  uploadMs: 120_000,
  /** How long a body may be late: 8 s, and a second more for each 4 KiB that came (reliability.md P15). */
  lateBodyMs: 8_000,
  slowBodyBytesPerSecond: 4_096,
  /** How long a connection may wait for its next request. */
  idleMs: 30_000,
  /** A reader who takes nothing of an answer for this long is cut off. */
  readerStallMs: 60_000,
  /** Graceful stop: open answers get this long. */
  stopMs: 10_000,
} as const
