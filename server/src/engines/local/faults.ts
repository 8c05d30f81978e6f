import type { JobFault } from '../../spec/video.ts'

/** A photo that cannot be used; `message` is for its owner. */
export class PhotoFault extends Error {
  override readonly name = 'PhotoFault'
}

export const FFMPEG_MISSING: JobFault = {
  code: 'engine_unavailable',
  message:
    'The built-in renderer found no usable ffmpeg, which writes the video file. The operator of this server can install it.',
}

const DISK_FULL: JobFault = {
  code: 'server_error',
  message: 'The disk of this server is full, so the video could not be written. Free some space, then try again.',
}

const BROKEN: JobFault = {
  code: 'engine_error',
  message: 'The built-in renderer stopped with an error before the video was finished.',
}

export const STALLED: JobFault = {
  code: 'engine_timeout',
  message: 'The built-in renderer made no progress for too long and was stopped. Try again.',
}

export const KILLED: JobFault = {
  code: 'engine_error',
  message: 'The built-in renderer was ended from outside, most likely because memory ran out. Try again, or smaller.',
}

export const CANCELLED: JobFault = { code: 'cancelled', message: 'The render was cancelled.' }

/** What the owner may read about anything that went wrong while rendering. */
export function toJobFault(thrown: unknown): JobFault {
  if (thrown instanceof PhotoFault) return { code: 'invalid_reference', message: thrown.message }
  for (const error of causes(thrown)) {
    const code = 'code' in error ? error.code : undefined
    // ffmpeg says it in words only, on its error output, which the encoder quotes.
    if (code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device/i.test(error.message)) return DISK_FULL
    if (code === 'ENOENT' && 'syscall' in error && String(error.syscall).startsWith('spawn')) return FFMPEG_MISSING
  }
  return BROKEN
}

function* causes(thrown: unknown): Generator<Error> {
  for (let error = thrown; error instanceof Error; error = error.cause) yield error
}
