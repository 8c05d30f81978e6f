/** `npm run kinora -- keys create|list|revoke`: works beside a running server and without one. */
import { createKeyDesk } from '../jobs/key-desk.ts'
import { besideServer } from './beside.ts'
import { runKeys } from './run-keys.ts'

await besideServer((beside) => runKeys(process.argv.slice(2), createKeyDesk({ ...beside, now: Date.now }), Date.now))
