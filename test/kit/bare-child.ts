/** The server without the studio as a process of its own: prints where it is, and ends as `npm start` does. */
import { readConfig } from '../../server/src/config.ts'
import { openKinora } from '../../server/src/main.ts'

process.stdout.on('error', () => undefined)
const kinora = await openKinora(readConfig())
process.on('SIGTERM', () => void kinora.close().then(() => process.exit(0)))
process.stdout.write(`${JSON.stringify({ url: kinora.url, key: kinora.key.value })}\n`)
