/** `npm run kinora -- verify`: reads every stored file, also while the server works. Exit code 1 when one is wrong. */
import { readConfig } from '../config.ts'
import { verifyFolder } from '../store/verify-folder.ts'
import { command, inWords } from './command.ts'

const SEEN = { missing: 'missing', size: 'of another size', digest: 'changed' } as const

await command(async () => {
  const { files, bytes, wrong, loose, database } = await verifyFolder(readConfig().dataFolder, Date.now)
  const ok = wrong.length === 0 && database.length === 0
  const lines = [
    ...database.map((said) => `fail  database: ${said}`),
    ...wrong.map(({ file, code }) => `fail  ${file.key} of ${file.object} is ${SEEN[code]}`),
    ...loose.map((key) => `warn  ${key} belongs to nothing; the next start removes it`),
    `${ok ? 'ok  ' : 'fail'}  ${files - wrong.length} of ${files} stored files are as they were stored, ${inWords(bytes)}`,
    ...(ok ? [] : ['      Restore the files named above from a backup, or delete what they belong to.']),
  ]
  return { text: `${lines.join('\n')}\n`, ok }
})
