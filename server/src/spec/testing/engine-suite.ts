import assert from 'node:assert/strict'
import { after, describe, test, type TestContext } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Engine, Handle, RenderRequest, RenderResult } from '../engine.ts'
import type { MediaFacts } from '../media.ts'
import type { Offer } from '../offer.ts'
import type { Order } from '../order.ts'
import { readSize } from '../size.ts'
import { engineDoubts } from './engine-doubts.ts'

/** What an engine's own test file brings along. */
export interface EngineSetup {
  /** Opens the engine; a second call is a restart: same configuration, same storage. */
  open(): Promise<Engine>
  /** Within one of its offers, and quick to render. */
  readonly order: Order
  readonly model: string
  readonly photo: RenderRequest['photo']
  /** Reads a finished video back: `spec/` reads no media itself. */
  inspect(video: ReadableStream<Uint8Array>): Promise<MediaFacts>
  /** Prompts with which a start fails in these ways, where the engine can be brought to it. */
  readonly failing?: Readonly<Record<'NotStarted' | 'Refused' | 'EngineStopped', string>>
  /** How long one render of `order` may take, milliseconds. */
  readonly withinMs: number
}

/** Of all suites: two of them may run against one server, which remembers. */
let keys = 0

/** The contract every engine keeps. Each engine's own test file calls this, then adds its quirks. */
export function engineSuite(name: string, setup: EngineSetup): void {
  describe(`${name} keeps the engine contract`, () => {
    const opened: Engine[] = []
    const open = async (): Promise<Engine> => {
      const engine = await setup.open()
      opened.push(engine)
      return engine
    }
    const request = (): RenderRequest => ({
      model: setup.model,
      order: setup.order,
      key: `suite-${keys++}`,
      photo: setup.photo,
    })
    after(() => Promise.all(opened.map((engine) => engine.close())))
    engineDoubts(setup, open, request)

    test('its offers can be shown, priced and asked for', async () => {
      const { offers, slots, class: kind } = await open()
      assert.ok(offers.length > 0 && Number.isInteger(slots) && slots > 0)
      for (const offer of offers) checkOffer(offer)
      // A photo that leaves this machine, and nobody was told where to, could not be agreed to.
      for (const { references, people } of offers)
        if (references.max > 0) assert.equal(people.photosGoTo === null, kind === 'local', 'where photos go')
    })

    test('it says within 5 s that it can work', async () => {
      assert.deepEqual(await (await open()).probe(AbortSignal.timeout(5000)), { ready: true })
    })

    test('a render ends in the video that was ordered', async () => {
      const engine = await open()
      const signal = AbortSignal.timeout(setup.withinMs)
      const result = await finish(engine, await engine.start(request(), signal), signal)
      const facts = await setup.inspect(await result.video())
      assert.equal(facts.width, setup.order.width)
      assert.equal(facts.height, setup.order.height)
      assert.ok(Math.abs(facts.seconds - setup.order.seconds) <= 0.25, `${facts.seconds} s`)
      await checkResult(result)
    })

    test('the same key twice is one render', async () => {
      const engine = await open()
      const twice = request()
      const signal = AbortSignal.timeout(setup.withinMs)
      const [first, second] = await Promise.all([engine.start(twice, signal), engine.start(twice, signal)])
      assert.deepEqual(first, second)
      assert.deepEqual(await engine.start(twice, signal), first)
      await finish(engine, first, signal)
    })

    test('a handle survives a restart', async () => {
      const engine = await open()
      const signal = AbortSignal.timeout(setup.withinMs)
      const handle = await engine.start(request(), signal)
      await engine.close()
      const written = JSON.parse(JSON.stringify(handle)) as Handle
      const report = await (await open()).poll(written, signal)
      // A renderer of our own dies with us, and says so; anything else goes on without us.
      if (engine.class === 'local') assert.ok(report.state === 'lost' || report.state === 'done', report.state)
      else assert.ok(report.state === 'running' || report.state === 'done', report.state)
    })

    test('an order that was called off beforehand starts nothing', async () => {
      const engine = await open()
      await assert.rejects(engine.start(request(), AbortSignal.abort()))
    })

    test('a cancelled render ends, and cancelling it again is harmless', async (t) => {
      const engine = await open()
      if (!engine.cancel) return t.skip('this engine cannot stop a render')
      const signal = AbortSignal.timeout(setup.withinMs)
      const handle = await engine.start(request(), signal)
      await engine.cancel(handle)
      await engine.cancel(handle)
      assert.notEqual((await engine.poll(handle, signal)).state, 'running')
    })

    test('after a release nothing breaks: cancel, release and poll still answer', async (t) => {
      await checkRelease(t, await open(), request(), setup.withinMs)
    })
  })
}

/** Polls until the render is done. Progress must stay within 0 to 1 and never fall. */
export async function finish(engine: Engine, handle: Handle, signal: AbortSignal): Promise<RenderResult> {
  let progress = 0
  for (;;) {
    const report = await engine.poll(handle, signal)
    if (report.state === 'done') return report.result
    assert.equal(report.state, 'running', JSON.stringify(report))
    assert.ok(report.askAgainMs > 0)
    const next = report.progress ?? progress
    assert.ok(next >= progress && next <= 1, `progress went from ${progress} to ${next}`)
    progress = next
    await wait(Math.min(report.askAgainMs, 50), undefined, { signal })
  }
}

export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(stream))
}

async function checkRelease(t: TestContext, engine: Engine, request: RenderRequest, withinMs: number): Promise<void> {
  if (!engine.release) return t.skip('this engine keeps nothing to release')
  const signal = AbortSignal.timeout(withinMs)
  const handle = await engine.start(request, signal)
  await finish(engine, handle, signal)
  await engine.release(handle)
  await engine.release(handle)
  await engine.cancel?.(handle)
  await engine.poll(handle, signal)
}

/** A finished video can be opened again after a failed read, and stills are real pictures. */
async function checkResult(result: RenderResult): Promise<void> {
  assert.ok((await readAll(await result.video())).equals(await readAll(await result.video())))
  if (result.thumbnail) {
    assert.equal((await readAll(await result.thumbnail())).toString('latin1', 8, 12), 'WEBP')
  }
  if (result.spritesheet) {
    // SOI and the first marker's 0xff (ITU-T T.81 annex B).
    assert.equal((await readAll(await result.spritesheet())).toString('hex', 0, 3), 'ffd8ff')
  }
  assert.ok(result.costUsdMicros === null || Number.isSafeInteger(result.costUsdMicros))
}

function checkOffer(offer: Offer): void {
  assert.ok(offer.model !== '' && offer.title !== '' && offer.about.endsWith('.'))
  const { seconds, sizes } = offer
  const lengths = seconds.kind === 'set' ? seconds.values : seconds.suggested
  assert.ok(lengths.length > 0 && lengths.every((value) => Number.isInteger(value) && value > 0))
  if (seconds.kind === 'range') {
    for (const value of lengths) assert.ok(value >= seconds.min && value <= seconds.max)
  }
  const shown = (sizes.kind === 'set' ? sizes.values : sizes.suggested).map((text) => readSize(text))
  assert.ok(shown.length > 0)
  for (const size of shown) {
    assert.ok(size && size.width % 2 === 0 && size.height % 2 === 0)
    if (sizes.kind === 'range') {
      assert.ok(Math.min(size.width, size.height) >= sizes.min && Math.max(size.width, size.height) <= sizes.max)
      assert.ok(size.width * size.height <= sizes.maxPixels)
    }
  }
  assert.ok(offer.qualities.length > 0)
  for (const price of Object.values(offer.usdMicrosPerSecond)) assert.ok(Number.isSafeInteger(price) && price >= 0)
  assert.match(offer.priceSource, /, \d{4}-\d{2}-\d{2}$/)
}
