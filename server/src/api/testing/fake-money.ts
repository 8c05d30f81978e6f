import { Fault } from '../../spec/fault.ts'
import type { MoneyDesk } from '../../spec/money-desk.ts'

/** No caps, nothing spent. */
export const noMoney: MoneyDesk = {
  budgets: async () => [],
  setCap: () => Promise.reject(new Error('No cap is set here.')),
  ledger: async () => ({ entries: [], hasMore: false }),
  charges: async () => ({ bills: [], hasMore: false }),
  decide: (id) => Promise.reject(new Fault('video_not_found', `Video with id ${id} not found.`)),
}
