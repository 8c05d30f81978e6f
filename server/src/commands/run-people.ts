import { parseArgs } from 'node:util'
import type { Removal } from '../spec/people-desk.ts'
import { read, table } from './beside.ts'
import { WrongUse } from './command.ts'
import type { PeopleBook } from './people-book.ts'

const USAGE = `Usage:
  npm run kinora -- people list [--owner OWNER]
  npm run kinora -- people remove ID [--with-videos] [--dry-run] [--owner OWNER]

Without --with-videos only the person and their photos go. With it goes everything that was made of these photos, every
kept copy of them, and what was agreed to; records of consent stay, without the name.
`

/** Returns what to print. @throws Error whose message is all there is to say. */
export async function runPeople(words: readonly string[], book: PeopleBook): Promise<string> {
  const [verb, ...rest] = words
  const flag = { type: 'boolean', default: false } as const
  const options = { owner: { type: 'string', default: 'default' }, 'with-videos': flag, 'dry-run': flag } as const
  const { values, positionals } = read(USAGE, () =>
    parseArgs({ args: [...rest], options, strict: true, allowPositionals: true }),
  )
  const { owner, 'with-videos': videos, 'dry-run': dryRun } = values
  const [id] = positionals
  if (verb === 'list' && id === undefined && !videos && !dryRun) return list(book, owner)
  if (verb !== 'remove' || id === undefined || positionals.length > 1) throw new WrongUse(USAGE)
  const removed = await book.remove(id, owner, { videos, dryRun })
  return told(id, dryRun, removed)
}

async function list(book: PeopleBook, owner: string): Promise<string> {
  const people = await book.list(owner)
  const rows = people.map(({ id, name, photos }) => [id, oneLine(name), String(photos)])
  return table([['ID', 'NAME', 'PHOTOS'], ...rows])
}

/** A name is kept as typed: it must not move the cursor of whoever reads the list. */
const oneLine = (name: string): string => name.replaceAll(/\p{C}/gu, '\u{FFFD}')

function told(id: string, dryRun: boolean, removed: Removal): string {
  const lines = Object.entries(removed).flatMap(([what, ids]: [string, readonly string[]]) =>
    ids.map((one) => `  ${WORDS[what as keyof Removal]}  ${one}`),
  )
  const head = dryRun ? `Would remove ${id}, and:` : `Removed ${id}, and:`
  return `${[head, ...lines].join('\n')}\n${dryRun ? 'Nothing was changed.\n' : ''}`
}

const WORDS: Readonly<Record<keyof Removal, string>> = {
  photos: 'photo',
  videos: 'video',
  files: 'file',
  characters: 'character',
  consents: 'consent, revoked',
}
