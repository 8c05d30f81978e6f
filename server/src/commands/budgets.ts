/** `npm run kinora -- budgets list|set`: works beside a running server and without one. */
import { createMoneyDesk } from '../jobs/money-desk.ts'
import { besideServer } from './beside.ts'
import { runBudgets } from './run-budgets.ts'

await besideServer((beside) => runBudgets(process.argv.slice(2), createMoneyDesk({ ...beside, now: Date.now })))
