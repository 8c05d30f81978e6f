/** `npm run kinora -- restore FOLDER`: into the configured data folder, which must be empty or not there. */
import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { restoreFolder } from '../store/restore-folder.ts'
import { armCrashPoint } from '../spec/crash-point.ts'
import { command, inWords, onlyWord } from './command.ts'

await command(async () => {
  const backup = resolve(onlyWord(process.argv.slice(2), 'restore FOLDER'))
  const { dataFolder, crash } = readConfig()
  armCrashPoint(crash)
  const { madeAt, files, bytes, unfinished } = await restoreFolder(backup, dataFolder)
  const open =
    unfinished === 0
      ? ''
      : `${unfinished} videos had not ended then: the next start takes them up. Where the old server worked on after the backup, it may have had them made already.\n`
  return { text: `Restored ${files} files, ${inWords(bytes)}, as of ${madeAt}, to ${dataFolder}.\n${open}`, ok: true }
})
