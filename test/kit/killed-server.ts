/**
 * The whole server without the studio, as a process that tests may kill: prints `{url, key}` when it is ready. A message
 * from the test that started it names the crash point at which it is to die next; it is sent back when that is set.
 */
import { flushCompileCache } from 'node:module'
import { readConfig } from '../../server/src/config.ts'
import { openKinora } from '../../server/src/main.ts'
import { armCrashPoint } from '../../server/src/spec/crash-point.ts'

try {
  const kinora = await openKinora(readConfig())
  process.on('SIGTERM', () => void kinora.close().then(() => process.exit(0)))
  process.on('message', (plan: string) => {
    armCrashPoint(plan)
    process.send?.(plan)
  })
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL')) // with whoever started it
  flushCompileCache() // one that is killed has no other time for it
  process.stdout.write(`${JSON.stringify({ url: kinora.url, key: kinora.key.value })}\n`)
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
  process.exitCode = 1
}
