/** `npm run kinora -- people list|remove`: through the running server, else on the data folder itself. */
import { readConfig } from '../config.ts'
import { command } from './command.ts'
import { openPeopleBook } from './people-book.ts'
import { runPeople } from './run-people.ts'

await command(async () => {
  const book = await openPeopleBook(readConfig())
  try {
    return { text: await runPeople(process.argv.slice(2), book), ok: true }
  } finally {
    await book.close()
  }
})
