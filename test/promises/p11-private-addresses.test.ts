import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { promise } from '../kit/promise.ts'
import { root } from '../kit/server.ts'

const run = promisify(execFile)
const possible = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0
const skip = possible ? undefined : 'needs unshare and ip, and the right to make a network namespace (root on Linux)'

promise(
  'P11',
  'literals, redirects and rebound names reach no private address in a network namespace that has them',
  async () => {
    const program = join(root, 'test/promises/p11-namespace.ts')
    const { stdout } = await run('unshare', ['-n', process.execPath, program], { timeout: 60_000 })
    const told = JSON.parse(stdout) as Record<'tries' | 'refused' | 'hits' | 'allowed' | 'redirects', number>
    assert.ok(told.tries >= 60, stdout)
    assert.equal(told.hits, 0, stdout)
    assert.equal(told.refused, told.tries, stdout)
    assert.equal(told.allowed, 1, 'the addresses answer to who is allowed to call them')
    assert.ok(told.redirects > 20, 'the redirects were followed up to the private address')
    return `${told.hits} of ${told.tries} URLs called, ${told.redirects} of them after a redirect`
  },
  { skip: skip !== undefined && process.env['CI'] ? undefined : skip },
)
