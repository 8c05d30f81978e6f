/** What a file is, told from its first bytes; its name and declared type are never asked. */
export interface Sniffed {
  /** Set for the formats we decode. */
  readonly accepted: boolean
  /** For messages, with its article: `a GIF image`. */
  readonly name: string
  /** A picture that moves or holds several pictures, as far as the head tells. */
  readonly animated: boolean
}

/** How many bytes `sniff` wants to see: enough for a PNG's chunks before its pixels, profile included. */
export const SNIFF_BYTES = 65_536

const SIGNATURES: readonly (readonly [bytes: string, name: string, accepted: boolean])[] = [
  ['\xFF\xD8\xFF', 'a JPEG image', true],
  ['\x89PNG\r\n\x1A\n', 'a PNG image', true],
  ['GIF8', 'a GIF image', false],
  ['II*\0', 'a TIFF image', false],
  ['MM\0*', 'a TIFF image', false],
  ['BM', 'a BMP image', false],
  ['8BPS', 'a Photoshop file', false],
  ['\xFF\x0A', 'a JPEG XL image', false],
  ['\0\0\0\x0CJXL ', 'a JPEG XL image', false],
  ['%PDF', 'a PDF document', false],
  ['PK\x03\x04', 'a ZIP archive', false],
  ['\x1AE\xDF\xA3', 'a video', false],
]

/** Brands of ISO media files (ISO/IEC 23008-12, AVIF 1.1), the surest first: HEIC files may list `mif1` as well. */
const BRANDS: readonly (readonly [brand: RegExp, name: string, accepted: boolean])[] = [
  [/avi[fs]/, 'an AVIF image', true],
  [/hei[cxms]|hev[cxms]|mif1|msf1/, 'a HEIC image', false],
]

export function sniff(head: Buffer): Sniffed {
  const text = head.toString('latin1')
  const known = SIGNATURES.find(([bytes]) => text.startsWith(bytes))
  if (known) return { accepted: known[2], name: known[1], animated: isAnimatedPng(text) }
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8))
    return { accepted: true, name: 'a WebP image', animated: false }
  if (text.startsWith('ftyp', 4)) return sniffBrands(head, text)
  return { accepted: false, name: nameText(head), animated: false }
}

function sniffBrands(head: Buffer, text: string): Sniffed {
  const brands = text.slice(8, Math.min(head.readUInt32BE(0), 256))
  const known = BRANDS.find(([brand]) => brand.test(brands))
  if (!known) return { accepted: false, name: 'a video', animated: false }
  return { accepted: known[2], name: known[1], animated: brands.startsWith('avis') }
}

/** The chunk that makes a PNG move stands before its first pixels (PNG third edition, section 11.3.6.1). */
function isAnimatedPng(text: string): boolean {
  const control = text.indexOf('acTL')
  const pixels = text.indexOf('IDAT')
  return text.startsWith('\x89PNG') && control !== -1 && (pixels === -1 || control < pixels)
}

function nameText(head: Buffer): string {
  const start = head
    .toString('utf8', 0, 1024)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase()
  if (/<svg[\s>]/.test(start)) return 'an SVG drawing'
  if (/^<(!doctype html|html|head|body|script)/.test(start)) return 'an HTML page'
  return head.subarray(0, 1024).some((byte) => byte === 0 || byte > 0x7f) ? 'no image we know' : 'a text file'
}
