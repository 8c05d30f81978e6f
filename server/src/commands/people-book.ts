import { z } from 'zod'
import { isLoopbackHost } from '../config.ts'
import type { Config } from '../config.ts'
import { openApiKey } from '../key-file.ts'
import { createLog } from '../log.ts'
import { Scrubber } from '../log-scrubber.ts'
import { openRooms } from '../rooms.ts'
import type { Removal, RemovalWish } from '../spec/people-desk.ts'
import { FolderInUse } from '../store/instance-lock.ts'

/** Saved people as the command line sees them, for whichever owner. */
export interface PeopleBook {
  list(owner: string): Promise<readonly { readonly id: string; readonly name: string; readonly photos: number }[]>
  /** @throws Error in one line when there is no such person. */
  remove(id: string, owner: string, wish: RemovalWish): Promise<Removal>
  close(): Promise<void>
}

/**
 * Renders under way and their engines belong to the process that drives them: a running server is asked to do it, and
 * only without one is the data folder opened here.
 */
export async function openPeopleBook(config: Config): Promise<PeopleBook> {
  try {
    const scrubber = new Scrubber()
    scrubber.know(config.apiKey)
    const rooms = await openRooms(config, createLog({ level: 'error', scrubber }), Date.now)
    const { people } = rooms.asked
    return {
      async list(owner) {
        const { people: found } = await people.list({ limit: 10_000, order: 'asc' }, asking(owner))
        return found.map(({ id, name, photos }) => ({ id, name, photos: photos.length }))
      },
      remove: (id, owner, wish) => people.remove(id, wish, asking(owner)),
      close: () => rooms.close(),
    }
  } catch (thrown) {
    if (thrown instanceof FolderInUse) return askServer(config)
    throw thrown
  }
}

const asking = (owner: string) => ({ owner, keyId: 'cli' })

const page = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string(), photos: z.array(z.unknown()) })),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
})
const ids = z.array(z.string())
const removal = z.object({
  removed: z.object({ photos: ids, videos: ids, files: ids, characters: ids, consents: ids }),
})
const refusal = z.object({ error: z.object({ message: z.string() }) })

/** With the operator's own key, which may answer for every owner. */
function askServer(config: Config): PeopleBook {
  const host = isLoopbackHost(config.host) ? config.host : '127.0.0.1'
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}/v1/people`
  const { value } = openApiKey(config.dataFolder, config.apiKey)
  const ask = async (path: string, method: string, query: Record<string, string>): Promise<unknown> => {
    const url = `${base}${path}?${new URLSearchParams(query).toString()}`
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${value}` } }).catch(
      (cause: unknown) => {
        throw new Error(
          `The server that has this data folder does not answer at ${base}. Set HOST and PORT as for it.`,
          {
            cause,
          },
        )
      },
    )
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(refusal.parse(body).error.message)
    return body
  }
  return {
    async list(owner) {
      const found: { id: string; name: string; photos: number }[] = []
      for (let after: string | undefined, more = true; more;) {
        const query = { owner, limit: '100', order: 'asc', ...(after !== undefined && { after }) }
        const read = page.parse(await ask('', 'GET', query))
        found.push(...read.data.map(({ id, name, photos }) => ({ id, name, photos: photos.length })))
        after = read.last_id ?? undefined
        more = read.has_more
      }
      return found
    },
    async remove(id, owner, { videos, dryRun }) {
      const query = { owner, ...(videos && { with: 'videos' }), ...(dryRun && { dry_run: '1' }) }
      return removal.parse(await ask(`/${encodeURIComponent(id)}`, 'DELETE', query)).removed
    },
    close: async () => undefined,
  }
}
