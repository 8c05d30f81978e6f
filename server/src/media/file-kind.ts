import { open } from 'node:fs/promises'
import type { TellFileKind } from '../spec/clip.ts'
import { sniff, SNIFF_BYTES } from './sniff.ts'

/** ISO/IEC 14496-12 brands of films; QuickTime's own (`qt  `) is no MP4. */
const MP4_BRANDS = /^(?:iso[m2-9a-c]|mp4[12]|avc1|M4V[ HP]|MSNV|XAVC|3gp[4-7]|dash|cmf[2c])/

export const tellFileKind: TellFileKind = async (path) => {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head.length === 0) return { kind: 'other', name: 'empty' }
    const text = head.toString('latin1')
    if (text.startsWith('ftyp', 4) && MP4_BRANDS.test(text.slice(8, 12))) return { kind: 'mp4', name: 'an MP4 video' }
    if (head.length < 12) return isText(head) ? TEXT : { kind: 'other', name: 'too short to tell' }
    const seen = sniff(head)
    if (seen.accepted) return { kind: 'photo', name: seen.name }
    // A drawing or a page is text as well, but one that a browser would run.
    return seen.name === 'a text file' || (seen.name === 'no image we know' && isText(head))
      ? TEXT
      : { kind: 'other', name: seen.name === 'no image we know' ? 'of a kind that is not known here' : seen.name }
  } finally {
    await file.close()
  }
}

const TEXT = { kind: 'text', name: 'a text file' } as const

/** A head may end in the middle of a character, so it is decoded as the beginning of a stream. */
function isText(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return false
  }
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}
