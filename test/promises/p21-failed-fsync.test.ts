import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startBare } from '../kit/bare.ts'
import { checkInvariants } from '../kit/invariants.ts'
import { promise } from '../kit/promise.ts'
import { openProviders } from '../kit/provider-process.ts'
import { removeFolder, temporaryFolder, until } from '../kit/server.ts'

const skip = spawnSync('strace', ['-V']).status === 0 ? undefined : 'strace is not installed: P21 is NOT shown'

promise(
  'P21',
  'every fsync fails while an order is being accepted',
  async (t) => {
    const folder = temporaryFolder('fsync')
    t.after(() => removeFolder(folder))
    const providers = await openProviders(folder)
    t.after(() => providers.close())
    const env = { KINORA_ENGINES: providers.file }
    const data = join(folder, 'data')
    const server = await startBare(data, { env })
    assert.ok(server)
    t.after(() => server.stop('SIGKILL'))
    const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO']
    const strace = spawn('strace', ['-f', '-o', '/dev/null', ...inject, '-p', String(server.child.pid)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const detached = once(strace, 'exit')
    await once(strace.stderr, 'data') // "Process … attached"
    const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ prompt: 'A quiet lake', seconds: '1', size: '128x128', model: 'opaque' })
    const answered = await fetch(`${server.url}/v1/videos`, { method: 'POST', headers, body }).then(
      ({ status }) => status,
      () => undefined,
    )
    await until('the server to stop', 10, async () => !server.alive() || undefined)
    await detached
    assert.equal(server.child.exitCode, 70)
    assert.notEqual(answered, 200)
    const next = await startBare(data, { env })
    assert.equal(await next?.stop(), 0)
    const wrong = await checkInvariants(data, { acknowledged: [] })
    assert.deepEqual(
      wrong.filter((sentence) => !sentence.includes('has not ended')),
      [],
    )
    return `exit 70, the order was not acknowledged (${answered ?? 'no answer'}), the next start is sound`
  },
  { skip },
)
