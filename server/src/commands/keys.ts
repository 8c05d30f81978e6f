/** `npm run kinora -- keys create|list|revoke`: works beside a running server and without one. */
import { keysCommand } from './run-keys.ts'

await keysCommand(process.argv.slice(2))
