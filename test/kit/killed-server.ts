/** The whole server without the studio, as a process that tests may kill: prints `{url, key}` when it is ready. */
import { readConfig } from '../../server/src/config.ts'
import { openKinora } from '../../server/src/main.ts'

try {
  const kinora = await openKinora(readConfig())
  process.on('SIGTERM', () => void kinora.close().then(() => process.exit(0)))
  process.stdout.write(`${JSON.stringify({ url: kinora.url, key: kinora.key.value })}\n`)
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
  process.exitCode = 1
}
