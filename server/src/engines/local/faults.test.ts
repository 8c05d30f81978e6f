import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FFMPEG_MISSING, PhotoFault, toJobFault } from './faults.ts'

test('a full disk is told as such, whoever met it first', () => {
  const ours = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  const encoders = new Error('ffmpeg ended with code 1. It said: av_interleaved_write_frame(): No space left on device')
  for (const error of [ours, encoders, new Error('outer', { cause: ours })]) {
    assert.match(toJobFault(error).message, /disk .* full/)
  }
})

test('an ffmpeg that vanished is an unavailable engine', () => {
  const cause = Object.assign(new Error('spawn /usr/bin/ffmpeg ENOENT'), {
    code: 'ENOENT',
    syscall: 'spawn /usr/bin/ffmpeg',
  })
  assert.deepEqual(toJobFault(new Error('ffmpeg could not be started', { cause })), FFMPEG_MISSING)
})

test('a bad photo keeps its own words; anything unknown says nothing of the machine', () => {
  assert.deepEqual(toJobFault(new PhotoFault('The photo of person 1 could not be read.')), {
    code: 'invalid_reference',
    message: 'The photo of person 1 could not be read.',
  })
  for (const thrown of [new Error('cannot read /secret/path'), 'text', undefined]) {
    assert.equal(toJobFault(thrown).code, 'engine_error')
    assert.doesNotMatch(toJobFault(thrown).message, /secret/)
  }
})
