import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { AccountReport } from './provider/account.ts'
import type { ProviderOptions } from './provider/provider.ts'
import { root } from './server.ts'

export const CLASSES = ['idempotent', 'findable', 'opaque'] as const
export type HostedClass = (typeof CLASSES)[number]

/** Providers that outlive the servers under test, and the settings by which Kinora knows them. */
export interface Providers {
  /** For KINORA_ENGINES: one engine of each class, with the class as its name and its model. */
  readonly file: string
  account(of: HostedClass): Promise<AccountReport>
  close(): Promise<void>
}

/** Only the class that is said to dedupe has a provider that does. */
export async function openProviders(folder: string): Promise<Providers> {
  const deduping = await open({ dedupes: true })
  const forgetful = await open({ dedupes: false })
  const providerOf = (name: HostedClass) => (name === 'idempotent' ? deduping : forgetful)
  const engines = CLASSES.map((name) => ({
    name,
    kind: 'videos-api',
    url: providerOf(name).url,
    key: providerOf(name).key,
    dialect: 'kinora',
    class: name,
    reference_field: 'metadata[reference]',
    ask_again_ms: 100,
    slots: 16,
    models: [
      {
        model: name,
        seconds: [1],
        sizes: ['128x128'],
        references: { max: 2, faces: true },
        usd_per_second: 0.1,
        price_source: 'the emulated provider, 2026-11-23',
      },
    ],
  }))
  const file = join(folder, 'engines.json')
  writeFileSync(file, JSON.stringify(engines))
  return {
    file,
    account: async (of) => (await fetch(`${providerOf(of).admin}/account`)).json() as Promise<AccountReport>,
    close: async () => void (await Promise.all([deduping.close(), forgetful.close()])),
  }
}

async function open(options: ProviderOptions) {
  const file = join(root, 'test/kit/provider/run.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then(() => reject(new Error('The provider ended before it was ready.')))
  })
  const told = JSON.parse(line) as { url: string; key: string; admin: string }
  const close = async () => {
    child.stdin.end()
    await ended
  }
  return { ...told, close }
}
