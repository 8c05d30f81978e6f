/** Bytes before the samples: RIFF, one `fmt ` chunk of 16 bytes, one `data` chunk. */
const HEADER = 44

/** A stereo WAV file of 16-bit samples. Values beyond -1 to 1 are clipped. */
export function encodeWav(left: Float32Array, right: Float32Array, sampleRate: number): Buffer {
  const bytes = left.length * 4
  const file = Buffer.alloc(HEADER + bytes)
  file.write('RIFF', 0)
  file.writeUInt32LE(HEADER - 8 + bytes, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20) // PCM
  file.writeUInt16LE(2, 22) // channels
  file.writeUInt32LE(sampleRate, 24)
  file.writeUInt32LE(sampleRate * 4, 28)
  file.writeUInt16LE(4, 32) // bytes a sample pair
  file.writeUInt16LE(16, 34) // bits
  file.write('data', 36)
  file.writeUInt32LE(bytes, 40)
  for (let i = 0, at = HEADER; i < left.length; i++, at += 4) {
    file.writeInt16LE(toInt16(left[i]!), at)
    file.writeInt16LE(toInt16(right[i]!), at + 2)
  }
  return file
}

function toInt16(value: number): number {
  return Math.round(Math.min(Math.max(value, -1), 1) * 32_767)
}
