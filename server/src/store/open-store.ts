import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { AuditLog } from '../spec/audit.ts'
import type { Blobs } from '../spec/blobs.ts'
import type { ConsentLog } from '../spec/consent.ts'
import { crashPoint } from '../spec/crash-point.ts'
import type { EventFeed } from '../spec/event-feed.ts'
import type { KeyStore } from '../spec/keys.ts'
import type { PeopleStore } from '../spec/people-store.ts'
import type { MoneyStore } from '../spec/money.ts'
import type { OpsReads } from '../spec/ops.ts'
import type { Queue } from '../spec/queue.ts'
import type { Shelf } from '../spec/shelf.ts'
import type { RequestLog } from '../spec/requests.ts'
import type { Store } from '../spec/store.ts'
import type { UsageReads } from '../spec/usage.ts'
import type { Clock } from '../spec/time.ts'
import type { WebhookStore } from '../spec/webhook-store.ts'
import { SqliteAudit } from './audit-table.ts'
import { makeFolder } from './durable-folder.ts'
import { applyRetention, erase } from './erase.ts'
import { FolderBlobs } from './folder-blobs.ts'
import { lockFolder } from './instance-lock.ts'
import { KeyTable } from './key-table.ts'
import { Listeners } from './listeners.ts'
import { migrate } from './migrations.ts'
import { forKysely, openDatabase } from './node-sqlite.ts'
import { SqliteOps } from './ops-reads.ts'
import { refuseEmpty } from './refuse-empty.ts'
import { RequestTable } from './request-table.ts'
import { SqliteConsents } from './sqlite-consents.ts'
import { SqliteFeed } from './sqlite-feed.ts'
import { SqlitePeople } from './sqlite-people.ts'
import { SqliteMoney } from './sqlite-money.ts'
import { SqliteShelf } from './sqlite-shelf.ts'
import { SqliteStore } from './sqlite-store.ts'
import { SqliteWebhooks } from './sqlite-webhooks.ts'
import { sweepFolders, sweepWithin } from './sweep.ts'
import type { Tables } from './tables.ts'
import { TaskQueue } from './task-queue.ts'
import { Uptime } from './uptime.ts'
import { SqliteUsage } from './usage-reads.ts'

export interface OpenStore {
  readonly store: Store
  readonly queue: Queue
  readonly blobs: Blobs
  readonly shelf: Shelf
  readonly people: PeopleStore
  readonly consents: ConsentLog
  readonly keys: KeyStore
  readonly money: MoneyStore
  readonly usage: UsageReads
  readonly audit: AuditLog
  readonly ops: OpsReads
  readonly requests: RequestLog
  readonly feed: EventFeed
  readonly webhooks: WebhookStore
  /** For files on their way in; emptied at every start. */
  readonly stagingFolder: string
  /** Settles when leftovers of an earlier crash are gone; goes on beside the server's work. */
  readonly swept: Promise<void>
  /** Leaves no trace of deleted rows in the database's files. False while another process reads an older state. */
  erase(): Promise<boolean>
  close(): Promise<void>
}

export interface OpenParts {
  readonly folder: string
  /** Unix milliseconds; may jump. */
  readonly now: Clock
  /** Milliseconds that only ever pass, for the queue; `now` unless given. */
  readonly monotonic?: Clock
  /** How long a job is kept after its end, ms; absent: until it is deleted. */
  readonly keepMs?: number
}

/** Opens the data folder for this process alone. @throws Error in one line when it cannot. */
export async function openStore({ folder, now, monotonic = now, keepMs }: OpenParts): Promise<OpenStore> {
  await makeFolder(folder)
  const lock = lockFolder(folder, join(folder, 'lock.db'))
  let db: Kysely<Tables> | undefined
  try {
    const path = join(folder, 'kinora.db')
    refuseEmpty(folder, path)
    const database = openDatabase(path)
    db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
    await migrate(db, now)
    await applyRetention(db, keepMs)
    const stagingFolder = join(folder, 'staging')
    await rm(stagingFolder, { recursive: true, force: true })
    await makeFolder(stagingFolder)
    const uptime = await Uptime.open(db, monotonic)
    return assemble({
      folder,
      now,
      ...(keepMs !== undefined && { keepMs }),
      uptime,
      db,
      stagingFolder,
      release: () => lock.release(),
    })
  } catch (thrown) {
    await db?.destroy()
    lock.release()
    throw thrown
  }
}

interface Parts {
  readonly folder: string
  readonly now: Clock
  readonly keepMs?: number
  readonly uptime: Uptime
  readonly db: Kysely<Tables>
  readonly stagingFolder: string
  readonly release: () => void
}

function assemble({ folder, now, keepMs, uptime, db, stagingFolder, release }: Parts): OpenStore {
  const wake = new Listeners<string>()
  const store = new SqliteStore({ db, now, wake, ...(keepMs !== undefined && { keepMs }) })
  const queue = new TaskQueue(db, uptime, wake)
  const blobs = join(folder, 'blobs')
  const shelf = new SqliteShelf(db)
  const people = new SqlitePeople(db)
  const sweeping = [
    sweepFolders(join(blobs, 'videos'), async (id) => (await store.job(id)) !== undefined, now),
    sweepFolders(join(blobs, 'files'), (id) => shelf.has('kept_file', id), now),
    sweepFolders(join(blobs, 'characters'), (id) => shelf.has('kept_character', id), now),
    sweepFolders(join(blobs, 'people'), (id) => people.has('person', id), now),
    sweepWithin(join(blobs, 'people'), (id) => people.has('person_photo', id), now),
  ]
  const swept = Promise.all(sweeping).then(() => undefined)
  swept.catch(() => undefined) // whoever wants to know awaits it; nobody having to must not end the process
  return {
    store,
    queue,
    blobs: new FolderBlobs(blobs),
    shelf,
    keys: new KeyTable(db, now),
    people,
    consents: new SqliteConsents(db),
    money: new SqliteMoney(db),
    usage: new SqliteUsage(db),
    audit: new SqliteAudit(db, now),
    ops: new SqliteOps(db),
    requests: new RequestTable(now),
    feed: new SqliteFeed(db),
    webhooks: new SqliteWebhooks(db, now),
    stagingFolder,
    swept,
    erase: () => erase(db),
    async close() {
      queue.stop()
      await Promise.allSettled([swept, store.idle()])
      crashPoint('C31') // the last checkpoint comes with it
      await db.destroy()
      release()
    },
  }
}
