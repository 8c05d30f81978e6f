import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openServer, sdkFor } from '../in-process.ts'
import { removeFolder, temporaryFolder } from '../server.ts'
import { Provider, type ProviderOptions } from './provider.ts'

export const HOSTED_MODEL = 'hosted-1'

/** Writes the file that KINORA_ENGINES names, with one engine on this provider. */
export function writeEngines(folder: string, provider: Pick<Provider, 'url' | 'key'>, changes: object = {}): string {
  const model = {
    model: HOSTED_MODEL,
    seconds: [1, 2],
    sizes: ['128x128'],
    references: { max: 2, faces: true },
    usd_per_second: 0.1,
    price_source: 'the emulated provider, 2026-11-23',
  }
  const { url, key } = provider
  const usual = { name: 'hosted', kind: 'videos-api', url, key, dialect: 'kinora', slots: 4, ask_again_ms: 100 }
  const file = join(folder, 'engines.json')
  writeFileSync(file, JSON.stringify([{ ...usual, models: [model], ...changes }]))
  return file
}

/** The whole server without the studio in this process, with the emulated provider as its engine. */
export async function openHosted(t: TestContext, options: ProviderOptions & { readonly engine?: object } = {}) {
  const provider = await new Provider(options).open()
  const folder = temporaryFolder('hosted')
  const env = { KINORA_ENGINES: writeEngines(folder, provider, options.engine) }
  const kinora = await openServer(join(folder, 'data'), env)
  t.after(async () => {
    await kinora.close()
    await provider.close()
    removeFolder(folder)
  })
  return { provider, kinora, folder, ...sdkFor(kinora) }
}
