import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { descendants, isRunning, until } from '../engines/local/testing/processes.ts'
import { createClipGate } from './clip-gate.ts'
import { openScratch } from './testing/scratch.ts'
import { writeTinyVideo } from './testing/tiny-video.ts'

const PARENT = fileURLToPath(new URL('testing/clip-parent.ts', import.meta.url))
const skip = process.platform === 'linux' ? false : 'reads /proc'
const scratch = openScratch()

/** A clip, an empty folder, and a program that takes the place of ffmpeg and never ends. */
async function prepare(name: string): Promise<[clip: string, folder: string, endless: string]> {
  await writeTinyVideo(scratch(`${name}.mp4`))
  mkdirSync(scratch(name))
  await writeFile(scratch(`${name}.sh`), '#!/bin/sh\nexec /bin/sleep 600\n', { mode: 0o700 })
  return [scratch(`${name}.mp4`), scratch(name), scratch(`${name}.sh`)]
}

/** The task's own child, and the program that it started. */
const family = (root: number) =>
  until('the program runs', 20_000, () => {
    const found = descendants(root)
    return found.some(({ name }) => name === 'sleep') ? found : undefined
  })

const allGone = (pids: readonly { readonly pid: number }[]) =>
  until('all are gone', 10_000, () => pids.every(({ pid }) => !isRunning(pid)))

test('kill -9 of the server leaves neither the task nor its program behind', { skip, timeout: 60_000 }, async (t) => {
  const parent = spawn(process.execPath, [PARENT, ...(await prepare('killed'))], { stdio: 'ignore' })
  t.after(() => parent.kill('SIGKILL'))
  await once(parent, 'spawn')
  const running = await family(parent.pid ?? 0)
  assert.ok(running.length >= 2)
  parent.kill('SIGKILL')
  await allGone(running)
})

test('closing ends the task and its program, and leaves no file', { skip, timeout: 60_000 }, async () => {
  const [clip, folder, endless] = await prepare('closed')
  const gate = createClipGate({ ffmpeg: async () => endless, stagingFolder: folder })
  const refused = assert.rejects(gate.admit(clip, `${folder}/never`), /closing/)
  const running = await family(process.pid)
  await gate.close()
  await refused
  await allGone(running)
  assert.deepEqual(await readdir(folder), [])
})
