import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { checkUp, type CheckUp } from '../store/check-up.ts'
import { lockFolder } from '../store/instance-lock.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

const WEEK_MS = 604_800_000

/** What the data folder holds; nothing of it is changed. */
export function checkStored({ dataFolder }: Config, nowMs: number): Finding[] {
  if (!existsSync(join(dataFolder, 'kinora.db'))) return []
  const server = isServed(dataFolder) ? ok('server', 'runs on this data folder') : ok('server', 'does not run now')
  try {
    return [server, ...judge(checkUp(dataFolder, nowMs, WEEK_MS))]
  } catch {
    const todo =
      'Start this version of Kinora once, which brings it up to date; if it cannot be opened, restore a backup.'
    return [server, fail('database', 'cannot be read by this version', todo)]
  }
}

function judge(seen: CheckUp): Finding[] {
  const { ending, webhooksOff, webhooksFailing, undecidedCharges, files, filesWrong } = seen
  const days = ending.map(
    ({ id, name, endsAtMs }) => `${id} (${name}) ${new Date(endsAtMs).toISOString().slice(0, 10)}`,
  )
  return [
    ok('database', `SQLite ${seen.sqlite}`),
    days.length === 0
      ? ok('keys', 'none ends within a week')
      : warn(
          'keys',
          `end within a week: ${days.join(', ')}`,
          'Make their holders new ones: npm run kinora -- keys create',
        ),
    webhooksOff.length + webhooksFailing.length === 0
      ? ok('webhooks', 'none is failing')
      : warn(
          'webhooks',
          `${webhooksOff.length} disabled, ${webhooksFailing.length} failing: ${[...webhooksOff, ...webhooksFailing].join(', ')}`,
          'Look at GET /v1/webhook_endpoints/{id}/deliveries; updating an endpoint turns it on again.',
        ),
    undecidedCharges === 0
      ? ok('charges', 'all are settled')
      : warn('charges', `${undecidedCharges} wait for a person`, 'npm run kinora -- charges'),
    filesWrong === 0
      ? ok('files', `${files} are there and of their size; verify reads them whole`)
      : fail('files', `${filesWrong} of ${files} are missing or cut`, 'npm run kinora -- verify names them'),
  ]
}

function isServed(folder: string): boolean {
  try {
    lockFolder(folder, join(folder, 'lock.db')).release()
    return false
  } catch {
    return true
  }
}
