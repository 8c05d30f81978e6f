/** `npm run kinora -- charges list|settle|release`: works beside a running server and without one. */
import { createMoneyDesk } from '../jobs/money-desk.ts'
import { besideServer } from './beside.ts'
import { runCharges } from './run-charges.ts'

await besideServer((beside) => runCharges(process.argv.slice(2), createMoneyDesk({ ...beside, now: Date.now })))
