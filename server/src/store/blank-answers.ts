import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** A deleted video's words go with it, also from the answers kept for repeats; its id stays. */
export async function blankAnswers(trx: Transaction<Tables>, jobId: string): Promise<void> {
  const rows = await trx.selectFrom('request').select(['seq', 'answer_json']).where('job_id', '=', jobId).execute()
  for (const { seq, answer_json: answer } of rows) {
    const blank = JSON.stringify({ ...(JSON.parse(answer) as object), prompt: '' })
    await trx.updateTable('request').set({ answer_json: blank }).where('seq', '=', seq).execute()
  }
}
