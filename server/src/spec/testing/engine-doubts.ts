import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EngineStopped, NotStarted, Refused } from '../engine-errors.ts'
import type { Engine, RenderRequest } from '../engine.ts'
import type { EngineSetup } from './engine-suite.ts'

/** The part of the engine contract that decides whether anything is paid for twice. */
export function engineDoubts(setup: EngineSetup, open: () => Promise<Engine>, request: () => RenderRequest): void {
  test('what it took is found by its key, also after a restart, and what it never took is not', async (t) => {
    const engine = await open()
    if (engine.class !== 'findable') return t.skip('this engine cannot be searched')
    const signal = AbortSignal.timeout(setup.withinMs)
    const taken = request()
    const sinceMs = Date.now() - 60_000
    await engine.start(taken, signal)
    await engine.close()
    const again = await open()
    const found = await again.find?.(taken.key, sinceMs, signal)
    assert.ok(found && found !== 'absent')
    const { state } = await again.poll(found.handle, signal)
    assert.ok(state === 'running' || state === 'done', state)
    const other = await again.find?.(`${taken.key}-never`, sinceMs, signal)
    assert.ok(other === 'absent' || other === undefined)
  })

  const { failing } = setup
  if (!failing) return
  for (const kind of [NotStarted, Refused, EngineStopped] as const) {
    const name = kind.name as keyof typeof failing
    test(`a start that fails says so in words of the contract: ${name}`, async () => {
      const engine = await open()
      const order = { ...setup.order, prompt: failing[name] }
      await assert.rejects(engine.start({ ...request(), order }, AbortSignal.timeout(setup.withinMs)), kind)
    })
  }
}
