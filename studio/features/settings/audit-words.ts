import type { AuditLine } from '../../client/audit.ts'
import { dollars } from '../../words/dollars.ts'
import { whenWords } from '../../words/when.ts'

/** The small facts of a line: money in dollars, moments as dates, what is null left out. */
export function detailWords(details: AuditLine['details']): string {
  return Object.entries(details)
    .flatMap(([name, value]) => (value === null ? [] : [one(name, value)]))
    .join(', ')
}

function one(name: string, value: string | number | boolean): string {
  if (typeof value === 'number' && /UsdMicros$/i.test(name))
    return labelled(name.replace(/UsdMicros$/i, ''), dollars(value))
  if (typeof value === 'number' && name.endsWith('AtMs'))
    return labelled(name.slice(0, -'AtMs'.length), whenWords(value / 1000))
  return labelled(name, String(value).replaceAll(',', ', '))
}

const labelled = (name: string, value: string): string => (name === '' ? value : `${name} ${value}`)
