import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { JobFilter } from '../spec/store.ts'

/** Jobs that hold every word, are in one of the states and on the engine; whatever is not said leaves all. */
export function matches({ words = [], states, engine }: JobFilter): RawBuilder<SqlBool> {
  const rules = words.map(holds)
  if (states) rules.push(states.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`state in (${sql.join(states)})`)
  if (engine !== undefined) rules.push(sql<SqlBool>`engine = ${engine}`)
  return rules.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(rules, sql` and `)})`
}

/** SQLite's LIKE knows large and small letters of ASCII only; other scripts are tried in the usual spellings. */
function holds(word: string): RawBuilder<SqlBool> {
  const small = word.toLowerCase()
  const spellings = new Set([word, small, word.toUpperCase(), small.slice(0, 1).toUpperCase() + small.slice(1)])
  const tries = [...(/[^\0-\x7f]/.test(word) ? spellings : [word])].map((spelling) => {
    const pattern = `%${spelling.replace(/[\\%_]/g, String.raw`\$&`)}%`
    return sql<SqlBool>`json_extract(order_json, '$.prompt') like ${pattern} escape '\\'`
  })
  return sql<SqlBool>`(${sql.join(tries, sql` or `)})`
}
