import { openStore } from '../../store/open-store.ts'
import { ScriptedEngine, scriptedResult } from '../../spec/testing/scripted-engine.ts'
import { createDesk } from '../desk.ts'
import { createDriver } from '../driver.ts'

// A server's inside that takes orders and renders them at once, printing each id it acknowledged, until it is killed.
const folder = process.argv[2]
if (folder === undefined) throw new Error('Name the data folder.')
const { store, queue, blobs, requests, consents, stagingFolder } = await openStore({ folder, now: Date.now })
const engine = new ScriptedEngine({ slots: 4 })
engine.firstReport = { state: 'done', result: scriptedResult() }
const engines = [engine]
const photos = { admit: () => Promise.reject(new Error('no photos here')), close: async () => undefined }
const desk = createDesk({ store, queue, blobs, requests, consents, stagingFolder, photos, engines, aliases: {} })
await createDriver({ store, queue, blobs, engines }).start()
for (;;) {
  const { id } = await desk.create({ prompt: 'Two people', uploads: [] }, { owner: 'owner-1', keyId: 'key-1' })
  await new Promise<void>((resolve) => process.stdout.write(`${id}\n`, () => resolve()))
}
