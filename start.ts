/** One process, one port: the API first, the studio behind it. `npm start` and `npm run dev` end up here. */
import { readConfig } from 'kinora/config'
import { openKinora } from 'kinora/main'
import { openStudio } from './studio/open.ts'

const startedAt = performance.now()

async function main(): Promise<void> {
  // Whoever read our output has gone: that is no reason to stop making videos.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const config = readConfig()
  const kinora = await openKinora(config)
  const stop = stopOnce(() => kinora.close())
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  watchParent(() => stop(0))

  // The studio is a client like any other: all it is told is where the API is.
  process.env['KINORA_API_URL'] ??= kinora.url
  await kinora.show(openStudio({ dev: config.dev }))
  announce(kinora)
}

function announce({ url, key }: Awaited<ReturnType<typeof openKinora>>): void {
  const where = {
    environment: 'the one in KINORA_API_KEY',
    file: `kept in ${key.file}`,
    made: `${key.value}\n           made now and shown once; kept in ${key.file}`,
  }[key.from]
  process.stdout.write(`
  Kinora is ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)

  Studio   ${url}
  API      ${url}/v1
  Key      ${where}

  Ctrl-C stops it. Videos under way go on at the next start.

`)
}

/** A second Ctrl-C does not wait. */
function stopOnce(close: () => Promise<void>): (code: number) => void {
  let stopping = false
  return (code) => {
    if (stopping) process.exit(1)
    stopping = true
    close().then(
      () => process.exit(code),
      (thrown: unknown) => {
        console.error(thrown)
        process.exit(1)
      },
    )
  }
}

/** `kill` on npm leaves its child running, for npm's shell passes no signal on: notice that the parent is gone. */
function watchParent(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) gone()
  }, 500).unref()
}

main().catch((thrown: unknown) => {
  // What stops a start is nearly always the operator's to mend: the sentence helps, the stack does not.
  const plain = thrown instanceof Error && process.env['NODE_ENV'] === 'production'
  console.error(plain ? `kinora: ${thrown.message}` : thrown)
  process.exit(1)
})
