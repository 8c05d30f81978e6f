import { startBare, type Bare } from './bare.ts'
import type { Hook } from './hook.ts'
import { checkInvariants, type ClientLog } from './invariants.ts'
import { CLASSES, type HostedClass, type Providers } from './provider-process.ts'
import { grant, told, type Wish } from './wishes.ts'

/** Where a server is killed over and over. Between two runs it goes on, all it was asked for done and looked over. */
export interface CrashSite {
  readonly data: string
  readonly providers: Providers
  readonly hook: Hook
}

export interface CrashPlan {
  /** `C9` or `C9:2`, one for each server that is to be killed; the one after them is left alone. */
  readonly crashes: readonly string[]
  readonly engine: HostedClass
  /** Of the provider, as `U3`: one more order for each. */
  readonly faults?: readonly string[]
  /** Orders of which kinds; without local ones unless said: they take a while. */
  readonly kinds?: readonly Wish['what'][]
}

export interface CrashResult {
  /** Of `crashes`, those at which the process really died. */
  readonly reached: readonly string[]
  /** Broken promises. */
  readonly wrong: readonly string[]
  readonly videos: number
}

export const KINDS: readonly Wish['what'][] = ['text', 'photo', 'refused', 'deleted']

/** Passed only while a server starts or ends, or by the first order of all: a folder and a start of their own. */
const AT_THE_ENDS: readonly string[] = ['C27', 'C29', 'C30', 'C31']

/** One plan in a folder of its own. */
export async function crashRun(run: CrashSite & CrashPlan): Promise<CrashResult> {
  const site = openCrashSite(run)
  const { reached, wrong, videos } = await site.runPlan(run)
  return { reached, videos, wrong: [...wrong, ...(await site.close())] }
}

/** Plans that follow each other in one folder: what a crash leaves is also seen under the next ones. */
export function openCrashSite({ data, providers, hook }: CrashSite) {
  let [server, runs]: [Bare | undefined, number] = [undefined, 0]
  const acknowledged: string[] = []
  const ended: number[] = []

  const start = (crash?: string) => startBare(data, { env: envOf(providers, crash) })

  /** Whether it died there. */
  const crashAt = async (crash: string, wishes: readonly Wish[]): Promise<boolean> => {
    const ownStart = AT_THE_ENDS.includes(crash.replace(/:.*/, ''))
    if (ownStart && server && (await server.stop()) !== 0) throw new Error('It did not end well.')
    if (server?.alive()) await server.arm(crash)
    else server = await start(crash)
    if (server) await playOn(server, hook, wishes)
    if (ownStart) await server?.stop()
    else if (server?.alive()) await server.arm('')
    const died = server?.alive() !== true
    if (died) {
      if (server?.child.pid !== undefined) ended.push(server.child.pid)
      server = undefined
    }
    return died
  }

  return {
    async runPlan({ crashes, engine, faults = [], kinds = KINDS }: CrashPlan): Promise<CrashResult> {
      const run = (runs += 1)
      const wishes: Wish[] = []
      const wish = (what: Wish['what'], fault?: string) =>
        wishes.push({
          what,
          model: engine,
          idempotencyKey: `${run}-${wishes.length}`,
          ...(fault !== undefined && { fault }),
        })
      for (const what of kinds) wish(what)
      for (const fault of faults) wish('text', fault)
      const reached: string[] = []
      for (const crash of crashes) {
        if (await crashAt(crash, wishes)) reached.push(crash)
        wish('text') // that the next one, too, has an order to die with
      }
      server ??= await start()
      if (!server) return { reached, wrong: ['the last start did not end well'], videos: 0 }
      await grant(server, hook, wishes)
      const ids = wishes.flatMap(({ id, gone }) => (id === undefined || gone ? [] : [id]))
      acknowledged.push(...ids)
      const wrong = await settled(() => judge({ data, providers, hook }, { acknowledged, ended }, ids))
      return { reached, wrong, videos: wishes.length }
    },
    /** What is wrong when no server has the folder open any more. */
    async close(): Promise<string[]> {
      const code = server && (await server.stop())
      if (server?.child.pid !== undefined) ended.push(server.child.pid)
      const wrong = await settled(() => judge({ data, providers, hook }, { acknowledged, ended }, []))
      return code === 0 || code === undefined ? wrong : [...wrong, `the last server ended with ${code}`]
    },
  }
}

/** Until all is granted, or it died: of that, connections hear a moment earlier, and some places come a moment later. */
async function playOn(server: Bare, hook: Hook, wishes: readonly Wish[]): Promise<void> {
  const dead = (ms: number) => Promise.race([server.ended, new Promise((resolve) => setTimeout(resolve, ms))])
  const played = grant(server, hook, wishes).then(
    () => dead(300),
    async (thrown: unknown) => {
      await dead(2_000)
      if (server.alive()) throw thrown
    },
  )
  await Promise.race([server.ended, played])
}

const envOf = (providers: Providers, crash: string | undefined): Record<string, string> => ({
  KINORA_ENGINES: providers.file,
  KINORA_ALLOW_PRIVATE_WEBHOOKS: '1',
  KINORA_CONSENT: 'off',
  ...(crash !== undefined && { KINORA_CRASH: crash }),
})

/** A server that goes on tidies up a moment after it told of a video's end. */
async function settled(look: () => Promise<string[]>): Promise<string[]> {
  const end = performance.now() + 3_000
  let wrong = await look()
  while (wrong.length > 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    wrong = await look()
  }
  return wrong
}

async function judge({ data, providers, hook }: CrashSite, log: ClientLog, now: readonly string[]) {
  const accounts = await Promise.all(CLASSES.map((engine) => providers.account(engine)))
  const begun = Object.assign({}, ...accounts.map(({ renders }) => renders)) as Record<string, number>
  const wrong = await checkInvariants(data, log, begun)
  for (const id of now) {
    const names = new Set(told(hook, id).map(({ headers }) => headers['webhook-id']))
    if (names.size !== 1) wrong.push(`${id} was told under ${names.size} webhook ids`)
  }
  return wrong
}
