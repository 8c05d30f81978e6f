import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { Fault } from '../spec/fault.ts'
import { createPhotoGate } from './photo-gate.ts'
import { openScratch } from './testing/scratch.ts'

const HOPPER = new URL('../../../test/fixtures/people/hopper.jpg', import.meta.url)

describe('the gate outlives its child', () => {
  const scratch = openScratch()
  const program = async (name: string, body: string) => {
    await writeFile(scratch(name), `process.send({ kind: 'ready' });\n${body}`)
    return new URL(`file://${scratch(name)}`)
  }

  test('a photo that hangs is refused after the time limit, the next one gets a new child', async () => {
    const body = `process.on('message', ({ source }) => {
      if (source !== 'hang') process.send({ kind: 'admitted', photo: { pid: process.pid } }); else for (;;);
    })`
    const gate = createPhotoGate({ program: await program('hang.mjs', body), timeMs: 150 })
    const first = await gate.admit('fine', scratch('out'))
    await assert.rejects(gate.admit('hang', scratch('out')), isFault(/took more than 0.15 s/))
    const second = await gate.admit('fine', scratch('out'))
    assert.notDeepEqual(first, second)
    await gate.close()
  })

  test('a photo that kills the child twice is refused; a child killed from outside is not noticed', async () => {
    const body = `import { existsSync, writeFileSync } from 'node:fs'
    process.on('message', ({ source }) => {
      if (source === 'deadly' || !existsSync(source)) { if (source !== 'deadly') writeFileSync(source, ''); process.kill(process.pid, 'SIGKILL') }
      process.send({ kind: 'admitted', photo: {} })
    })`
    const gate = createPhotoGate({ program: await program('die.mjs', body) })
    await assert.rejects(gate.admit('deadly', scratch('out')), isFault(/too much memory/))
    assert.deepEqual(await gate.admit(scratch('seen'), scratch('out')), {})
    await gate.close()
  })

  test('a child that cannot start is our fault, not the photo’s', async () => {
    const gate = createPhotoGate({ program: new URL(`file://${scratch('missing.mjs')}`) })
    await assert.rejects(gate.admit('a', scratch('out')), /could not be started/)
    await gate.close()
  })

  test('closing ends a check under way, and later ones are refused', async () => {
    const gate = createPhotoGate({ program: await program('wait.mjs', `process.on('message', () => {})`) })
    const waiting = assert.rejects(gate.admit('a', scratch('out')), (thrown) => !(thrown instanceof Fault))
    setTimeout(() => void gate.close(), 200)
    await waiting
    await assert.rejects(gate.admit('a', scratch('out')), /gate is closed/)
  })

  test('an idle gate does not keep its process alive, and the child ends with it', async () => {
    await copyFile(HOPPER, scratch('photo.jpg'))
    const script = `import { createPhotoGate } from ${JSON.stringify(new URL('./photo-gate.ts', import.meta.url).href)}
    await createPhotoGate().admit(${JSON.stringify(scratch('photo.jpg'))}, ${JSON.stringify(scratch('kept'))})
    console.log(process.getActiveResourcesInfo().length)`
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 })
    assert.ok(existsSync(scratch('kept')))
  })
})

function isFault(message: RegExp) {
  return (thrown: unknown) => thrown instanceof Fault && message.test(thrown.message)
}
