/** `npm run kinora -- doctor [--json]`: looks at everything Kinora needs, with the server up or down. Spends nothing. */
import { readConfig } from '../config.ts'
import { checkEngines } from '../doctor/engines.ts'
import { write } from '../doctor/finding.ts'
import { checkClock, checkFfmpeg, checkFolder, checkNode, checkReach } from '../doctor/machine.ts'
import { checkStored } from '../doctor/stored.ts'
import { command } from './command.ts'

await command(async () => {
  const words = process.argv.slice(2)
  if (words.some((word) => word !== '--json')) throw new Error('Use: npm run kinora -- doctor [--json]')
  const config = readConfig()
  const findings = [
    checkNode(),
    ...checkFolder(config),
    ...checkStored(config, Date.now()),
    ...checkReach(config),
    await checkClock(config),
    await checkFfmpeg(config),
    ...(await checkEngines(config)),
  ]
  const text = words.length > 0 ? `${JSON.stringify(findings, null, 1)}\n` : write(findings)
  return { text, ok: findings.every(({ state }) => state !== 'fail') }
})
