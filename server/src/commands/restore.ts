/** `npm run kinora -- restore FOLDER [--as-is]`: into the configured data folder, which must be empty or not there. */
import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { restoreFolder } from '../store/restore-folder.ts'
import { armCrashPoint } from '../spec/crash-point.ts'
import { command, inWords, onlyWord } from './command.ts'

const DOUBTED =
  'The old server may have sent them since: engines that can be asked are asked, and where nobody can tell, a video ends ' +
  'as outcome_unknown and its money stays held until you decide. With --as-is they are all sent anew.'
const AS_IS = 'The next start sends them: if the old server worked on after the backup, they may be paid for twice.'

await command(async () => {
  const words = process.argv.slice(2)
  const asIs = words.includes('--as-is')
  const rest = words.filter((word) => word !== '--as-is')
  const backup = resolve(onlyWord(rest, 'restore FOLDER [--as-is]'))
  const { dataFolder, crash } = readConfig()
  armCrashPoint(crash)
  const { madeAt, files, bytes, unfinished } = await restoreFolder(backup, dataFolder, { now: Date.now, asIs })
  const open = unfinished === 0 ? '' : `${unfinished} videos had not ended then. ${asIs ? AS_IS : DOUBTED}\n`
  return { text: `Restored ${files} files, ${inWords(bytes)}, as of ${madeAt}, to ${dataFolder}.\n${open}`, ok: true }
})
