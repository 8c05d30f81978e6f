/** Everything that `npm run bench` measures. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
// A process each, one after the other: imported, both would measure at once, since both await.
for (const name of ['http.ts', 'jobs.ts', 'render.ts']) {
  const { status } = spawnSync(process.execPath, [join(here, name)], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
