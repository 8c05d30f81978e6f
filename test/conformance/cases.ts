/** A test elsewhere that proves a case: its file, and words that its name has. */
export type Elsewhere = readonly [file: string, words: string]

/** One of the 69 cases of the contract. */
export interface Case {
  readonly name: string
  /** Where it is proven besides, or instead of, this suite. */
  readonly elsewhere?: readonly Elsewhere[]
  /** Why it is not proven, or where the answer here is not the one that the case names first. */
  readonly remark?: string
}

const references = (words: string): Elsewhere => ['test/references.test.ts', words]
const lineage = (words: string): Elsewhere => ['test/lineage.test.ts', words]
const webhooks = (words: string): Elsewhere => ['test/webhooks.test.ts', words]
const limits: Elsewhere = ['test/keys.test.ts', 'over the limit the SDK waits and succeeds']
const foreign: Elsewhere = ['test/promises/p18-foreign-ids.test.ts', "every route answers another owner's id"]

/** In the order of their numbers, the first being 1. */
export const CASES: readonly Case[] = [
  { name: 'create text' },
  { name: 'defaults' },
  { name: 'create JSON' },
  { name: 'old SDK JSON' },
  {
    name: 'file reference, File',
    remark: 'Kept re-encoded (docs/decisions/001): equal bytes in are equal bytes kept, not the bytes sent.',
  },
  { name: 'stream reference' },
  { name: 'Blob (7.x)' },
  { name: 'image_url multipart and JSON' },
  {
    name: 'image_url remote',
    elsewhere: [references('case 9'), ['server/src/media/guarded-fetch.test.ts', 'every redirect is judged']],
  },
  {
    name: 'file_id',
    elsewhere: [references('case 10')],
    remark: 'An id that is unknown, foreign or no photo is a 404, as for every other kind of object.',
  },
  { name: 'both image_url and file_id' },
  { name: 'two references', elsewhere: [references('case 12')] },
  { name: 'not an image' },
  { name: 'reference larger than limit', elsewhere: [references('cases 13 and 14')] },
  { name: 'no prompt, empty, 32,001 characters' },
  { name: 'bad seconds' },
  {
    name: "notes' example",
    elsewhere: [
      ['test/profiles.test.ts', "the notes' own order is made as it stands"],
      ['test/notes.test.ts', "curl with the notes' JSON body gives exactly that video"],
    ],
  },
  { name: 'bad size' },
  { name: 'unknown model' },
  { name: 'mislabelled body' },
  { name: 'unsupported type' },
  { name: 'broken multipart' },
  { name: 'no key, wrong key' },
  { name: 'poll to end' },
  { name: 'completed object' },
  { name: 'poll header' },
  { name: 'download' },
  { name: 'range' },
  { name: 'variants' },
  { name: 'content too early' },
  { name: 'content of failed job' },
  { name: 'unknown id' },
  { name: 'foreign id', elsewhere: [foreign] },
  { name: 'hostile ids' },
  { name: 'list' },
  { name: 'list asc, desc, after, limit 0, limit 101' },
  { name: 'list stability' },
  { name: 'list, deleted cursor', remark: 'The answer is the 400.' },
  { name: 'list scope', elsewhere: [['test/keys.test.ts', 'what owners list is theirs alone']] },
  { name: 'delete completed' },
  {
    name: 'delete running',
    elsewhere: [webhooks('case 41'), ['server/src/jobs/remove.test.ts', 'a running video is cancelled at its engine']],
  },
  {
    name: 'failed job',
    elsewhere: [
      ['server/src/jobs/drive/driver.test.ts', 'a render that fails ends the job'],
      ['server/src/engines/local/engine-failures.test.ts', 'without ffmpeg it says so'],
    ],
  },
  {
    name: 'moderation on the job',
    remark: 'The built-in engine judges nothing; an engine that refuses is a scripted one.',
    elsewhere: [['server/src/jobs/drive/driver.test.ts', 'a render that fails ends the job']],
  },
  { name: 'remix' },
  { name: 'remix of unfinished, unknown' },
  {
    name: 'edit by id and by file',
    remark:
      'Of an uploaded film the built-in engine keeps size, length, sound and one or two people; the rest is drawn anew.',
    elsewhere: [lineage('46 and 47'), ['server/src/engines/local/edit.test.ts', 'case 46']],
  },
  {
    name: 'extend',
    remark: 'On a 1 s video, which becomes 2 s.',
    elsewhere: [['server/src/jobs/desk/lineage.test.ts', 'an extension adds its seconds']],
  },
  {
    name: 'characters',
    elsewhere: [references('case 48'), ['server/src/jobs/characters/offer.test.ts', 'cannot show']],
  },
  { name: 'rate limit', elsewhere: [limits] },
  { name: 'budget', elsewhere: [['test/money.test.ts', 'case 50: over budget the SDK asks once']] },
  {
    name: 'long wait',
    elsewhere: [limits],
    remark: '`retry-after` stays at 60 (docs/decisions/021); how long it really takes is in the message.',
  },
  { name: 'retry is safe', elsewhere: [['server/src/jobs/desk/repeats.test.ts', 'a silent repeat of the SDK gets']] },
  {
    name: 'idempotency header',
    remark: 'Another body under the same key is 422 with `x-should-retry: false`: 409 would be repeated.',
    elsewhere: [lineage('53:')],
  },
  { name: 'same prompt twice on purpose' },
  { name: 'client timeout' },
  { name: 'abort during upload' },
  { name: 'restart', elsewhere: [['test/kill.test.ts', 'times kill -9 in the middle of the work']] },
  { name: 'webhook completed, failed', elsewhere: [webhooks('told once, verified by the official SDK')] },
  { name: 'webhook rotation', elsewhere: [webhooks('case 59')] },
  { name: 'webhook management (7.x)', elsewhere: [webhooks('endpoints are managed by the SDK')] },
  {
    name: 'webhook SSRF',
    elsewhere: [
      webhooks('case 61'),
      ['server/src/jobs/webhooks/sender.test.ts', 'redirects are not followed'],
      ['server/src/jobs/webhooks/sender.test.ts', 'an address that became private is refused'],
    ],
  },
  { name: 'errors are enveloped' },
  { name: 'content types' },
  { name: 'signed redirect', remark: 'Does not apply: content is always sent by this server, never by a redirect.' },
  { name: 'extra fields', elsewhere: [['test/profiles.test.ts', 'a strict key refuses seconds, sizes and fields']] },
  { name: 'Unicode and quotes', elsewhere: [references('case 66')] },
  { name: 'models' },
  { name: 'no bearer leak' },
  { name: 'poll helper (Python)', remark: 'Not run: it needs Python. Its header is case 26.' },
]

/** Every test of the suite is named so: `case 07 Blob (7.x), openai 7.57.0`. */
export function titleOf(number: number, how: string): string {
  const found = CASES[number - 1]
  if (!found) throw new Error(`There is no case ${number}.`)
  return `case ${String(number).padStart(2, '0')} ${found.name}, ${how}`
}
