import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { allGone, family, linuxOnly } from './testing/workshop.ts'

const PARENT = fileURLToPath(new URL('testing/parent.ts', import.meta.url))

test(
  'kill -9 of the server leaves no render child and no ffmpeg behind',
  { skip: linuxOnly, timeout: 60_000 },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'kinora-orphan-'))
    t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
    const parent = spawn(process.execPath, [PARENT, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.after(() => parent.kill('SIGKILL'))
    await once(parent.stdout, 'data')
    const running = await family(parent.pid)
    assert.ok(running.length >= 2)
    parent.kill('SIGKILL')
    await allGone(running)
  },
)
