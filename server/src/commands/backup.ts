/** `npm run kinora -- backup FOLDER`: also while the server works. */
import { resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { backupFolder } from '../store/backup-folder.ts'
import { armCrashPoint } from '../spec/crash-point.ts'
import { command, inWords, onlyWord } from './command.ts'

await command(async () => {
  const target = resolve(onlyWord(process.argv.slice(2), 'backup FOLDER'))
  const { dataFolder, crash } = readConfig()
  armCrashPoint(crash)
  const { files, bytes, damaged } = await backupFolder(dataFolder, target, Date.now)
  const whole = `Backed up ${files} files and the database, ${inWords(bytes)}, to ${target}.\nIt holds your keys: keep it as safe as the data folder.\n`
  if (damaged.length === 0) return { text: whole, ok: true }
  const list = damaged.map((key) => `  ${key}\n`).join('')
  return {
    text: `${whole}\n${damaged.length} files were missing or damaged before and are not in it:\n${list}`,
    ok: false,
  }
})
