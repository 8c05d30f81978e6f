import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { resolveFfmpeg } from './ffmpeg.ts'

function none(): never {
  throw new Error('no binary for this platform')
}

describe('resolveFfmpeg', () => {
  let folder: string
  /** A program that says of itself what a test wants. */
  const fake = async (name: string, encoders: string) => {
    const lines = ['#!/bin/sh', 'case "$2" in', '-version) echo "ffmpeg version 9.9-test Copyright";;']
    await writeFile(join(folder, name), [...lines, `*) printf '${encoders}';;`, 'esac', ''].join('\n'))
    await chmod(join(folder, name), 0o755)
    return join(folder, name)
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinora-ffmpeg-'))
  })
  after(() => rm(folder, { recursive: true }))

  test('the bundled one serves when nothing else is there', async () => {
    const found = await resolveFfmpeg(undefined, '')
    assert.equal(found.from, 'bundled')
    assert.notEqual(found.version, 'unknown')
  })

  test('one on PATH comes before the bundled one', async () => {
    const path = await fake('ffmpeg', ' V..... libx264 H.264\\n A..... aac AAC\\n')
    const found = await resolveFfmpeg(undefined, ['/nonexistent', folder].join(delimiter))
    assert.deepEqual(found, { path, version: '9.9-test', from: 'path' })
  })

  test('one without the encoders is passed over, and named when nothing is left', async () => {
    await fake('ffmpeg', ' V..... libx264rgb H.264\\n A..... libfdk_aac AAC\\n')
    assert.equal((await resolveFfmpeg(undefined, folder)).from, 'bundled')
    await assert.rejects(
      resolveFfmpeg(undefined, folder, none),
      /apt-get install ffmpeg.*lacks the encoder libx264 and aac/,
    )
  })

  test('a configured one that does not work is never passed over', async () => {
    const good = await fake('good', ' V..... libx264 H.264\\n A..... aac AAC\\n')
    assert.deepEqual(await resolveFfmpeg(good), { path: good, version: '9.9-test', from: 'configured' })
    await assert.rejects(resolveFfmpeg(join(folder, 'missing')), /KINORA_FFMPEG names .*missing.* \(ENOENT\).*unset it/)
  })
})
