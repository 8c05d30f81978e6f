import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiKey } from '../../server/src/key-file.ts'
import { openStore } from '../../server/src/store/open-store.ts'
import { openWebhookKey } from '../../server/src/webhook-key.ts'
import { startBare, type Bare } from '../kit/bare.ts'
import { askDatabase } from '../kit/database.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { mount, noMounts, works } from '../kit/mounts.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

/** `KINORA_IMAGES=200` for a release. */
const IMAGES = Number(process.env['KINORA_IMAGES'] ?? 20)
const AT_ONCE = 4
/** Longer than the test takes: what is not synced by us does not reach the disk by itself. */
const OPTIONS = ['-o', 'loop,commit=600']
const DISK_BYTES = 32 * 1_048_576

const skip = noMounts() ?? (works('mkfs.ext4', '-V') ? undefined : 'mkfs.ext4 (e2fsprogs) is not installed')

interface House {
  readonly folder: string
  readonly engines: string
  readonly closing: AsyncDisposableStack
}

/** What the client knew when the power went. */
interface Image {
  readonly file: string
  readonly acknowledged: readonly string[]
  /** Seen as completed. */
  readonly made: readonly string[]
}

promise(
  'P19',
  'the disk as it is at a moment under load, and a start on that',
  async (t) => {
    const closing = new AsyncDisposableStack()
    t.after(() => closing.disposeAsync())
    const folder = temporaryFolder('power')
    closing.defer(() => removeFolder(folder))
    const providers = await openProviders(folder)
    closing.defer(() => providers.close())
    const house = { folder, engines: providers.file, closing }
    let orders = 0
    let images = 0
    await load(house, async (image) => {
      images += 1
      orders += image.acknowledged.length
      assert.deepEqual(await restart(house, image), [], `image ${images}`)
      rmSync(image.file)
      return images < IMAGES
    })
    return `0 lost of ${orders} orders acknowledged before ${images} cuts, every file whole`
  },
  { skip },
)

/** Keeps a server on a disk of its own busy, and copies that disk now and then. */
async function load({ folder, engines, closing }: House, look: (image: Image) => Promise<boolean>): Promise<void> {
  // In memory: what is asked is which bytes are synced, not how fast a disk is.
  closing.defer(mount('none', join(folder, 'ram'), '-t', 'tmpfs', '-o', `size=${3 * DISK_BYTES}`))
  const disk = join(folder, 'ram', 'disk.img')
  writeFileSync(disk, '')
  truncateSync(disk, DISK_BYTES)
  const { status, stderr } = spawnSync('mkfs.ext4', ['-q', '-F', '-O', '^metadata_csum', disk], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  closing.defer(mount(disk, join(folder, 'disk'), ...OPTIONS))
  const server = await startBare(join(folder, 'disk', 'data'), { env: { KINORA_ENGINES: engines } })
  assert.ok(server)
  closing.defer(async () => void (await server.stop('SIGKILL')))
  const acknowledged: string[] = []
  const made = new Set<string>()
  const over = new AbortController()
  const clients = Array.from({ length: AT_ONCE }, async () => {
    while (!over.signal.aborted) {
      const { id } = await ask(server, '/v1/videos', order)
      acknowledged.push(id)
      await until(`the end of ${id}`, 30, async () => {
        const { status: state } = await ask(server, `/v1/videos/${id}`)
        if (state === 'completed') made.add(id)
        return state === 'completed' || over.signal.aborted || undefined
      })
    }
  })
  try {
    let more = true
    while (more) {
      const before = acknowledged.length + made.size
      await until('something new', 30, async () => acknowledged.length + made.size > before + 1 || undefined)
      const file = join(folder, 'ram', 'crash.img')
      const known = { acknowledged: [...acknowledged], made: [...made] }
      server.child.kill('SIGSTOP') // a copy takes a while, the power goes at once
      copyFileSync(disk, file)
      server.child.kill('SIGCONT')
      more = await look({ file, ...known })
    }
  } finally {
    over.abort()
    await Promise.allSettled(clients)
    await server.stop('SIGKILL')
  }
}

const order = JSON.stringify({ prompt: 'A quiet lake', seconds: '1', size: '128x128', model: 'idempotent' })

async function ask({ url, key }: Bare, path: string, body?: string): Promise<{ id: string; status: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(url + path, { headers, ...(body !== undefined && { method: 'POST', body }) })
  assert.equal(response.status, 200)
  return (await response.json()) as { id: string; status: string }
}

/** What is wrong on the disk once the next start has taken it up. */
async function restart({ folder, closing }: House, image: Image): Promise<string[]> {
  const at = join(folder, 'after')
  const unmount = mount(image.file, at, ...OPTIONS)
  closing.defer(unmount)
  try {
    const data = join(at, 'data')
    openWebhookKey(data)
    assert.equal(openApiKey(data, undefined).from, 'file')
    await (await openStore({ folder: data, now: Date.now })).close()
    const done = new Set(askDatabase(data, "select id from job where state = 'completed'").map(({ id }) => id))
    const undone = image.made.filter((id) => !done.has(id)).map((id) => `${id} was seen as completed and is not`)
    const wrong = await checkInvariants(data, image)
    return [...wrong.filter((one) => !/has not ended|still holds/.test(one)), ...undone]
  } finally {
    unmount()
  }
}
