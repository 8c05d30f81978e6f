import { open } from 'node:fs/promises'
import type { FileMark, ReadMark } from '../spec/media.ts'
import { type FileBox, readableFile, readableStored, readBoxes, type Readable } from './boxes.ts'

/** How a video was made, for machines to read (IPTC digital source type; media.md section 6). */
export interface Mark {
  /**
   * `algorithmicMedia`: drawn by a program alone. `composite`: also of people's photos or of someone's video.
   * `compositeWithTrainedAlgorithmicMedia`: also of a video that says an AI model made it. `trainedAlgorithmicMedia`:
   * made by an AI model.
   */
  readonly type: 'algorithmicMedia' | 'composite' | 'compositeWithTrainedAlgorithmicMedia' | 'trainedAlgorithmicMedia'
  /** Program and version, e.g. `Kinora 0.1.0 animatic`. */
  readonly tool: string
  readonly title: string
}

/** XMP specification part 3, section 1.1.5: the `uuid` box that holds XMP in ISO media files. */
export const XMP_UUID = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')
const SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype/'
/** How a file's XMP says how it was made. */
export const SAYS_TYPE = /Iptc4xmpExt:DigitalSourceType="([^"]*)"/
/** 1 MiB: far above any honest mark. */
export const MAX_XMP_BYTES = 1_048_576

/**
 * Appends the mark after everything else, so that no offset inside the file moves.
 * @throws Error when it is no MP4, already carries XMP, or its last box is open-ended.
 */
export async function markVideo(path: string, mark: Mark): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const bytes = await readableFile(file)
    const boxes = await readBoxes(bytes)
    const last = boxes.at(-1)
    const { size } = bytes
    if (boxes[0]?.type !== 'ftyp' || !last) throw new Error('Only an MP4 file can be marked.')
    if (last.open || last.end !== size)
      throw new Error('The video does not end with a whole box; nothing can follow it.')
    if ((await findXmps(bytes, boxes)).length > 0) throw new Error('The video already carries an XMP mark.')
    const box = xmpBox(mark)
    await file.write(box, 0, box.length, size)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The mark of a file, whoever wrote it; null when there is none. `type` is whatever the file says. */
export async function readMark(path: string): Promise<FileMark | null> {
  const file = await open(path, 'r')
  try {
    return await markIn(await readableFile(file))
  } finally {
    await file.close()
  }
}

export const readStoredMark: ReadMark = (file) => markIn(readableStored(file))

async function markIn(bytes: Readable): Promise<FileMark | null> {
  const xmps = await findXmps(bytes, await readBoxes(bytes))
  // A maker's own box may say other things; ours then stands behind it.
  const xmp = xmps.find((text) => SAYS_TYPE.test(text)) ?? xmps[0]
  if (xmp === undefined) return null
  const find = (pattern: RegExp) => unescapeXml(pattern.exec(xmp)?.[1] ?? '')
  return {
    type: find(SAYS_TYPE).replace(SOURCE_TYPES, ''),
    tool: find(/xmp:CreatorTool="([^"]*)"/),
    title: find(/<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]*)</),
  }
}

async function findXmps(bytes: Readable, boxes: readonly FileBox[]): Promise<string[]> {
  const found: string[] = []
  for (const box of boxes) {
    const length = box.end - box.body
    if (box.type !== 'uuid' || length < XMP_UUID.length || length > MAX_XMP_BYTES) continue
    const body = await bytes.read(box.body, length)
    if (body.subarray(0, XMP_UUID.length).equals(XMP_UUID)) found.push(body.toString('utf8', XMP_UUID.length))
  }
  return found
}

/** The whole box, ready to follow the last one of a file. */
export function xmpBox({ type, tool, title }: Mark): Buffer {
  const xmp = Buffer.from(
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""' +
      ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"' +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/"' +
      ` Iptc4xmpExt:DigitalSourceType="${SOURCE_TYPES}${type}" xmp:CreatorTool="${escapeXml(tool)}">` +
      `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>` +
      '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  )
  const head = Buffer.alloc(8)
  head.writeUInt32BE(head.length + XMP_UUID.length + xmp.length, 0)
  head.write('uuid', 4, 'latin1')
  return Buffer.concat([head, XMP_UUID, xmp])
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const

/** Drops what XML 1.0 cannot hold even escaped; new lines become references, or readers would turn them into spaces. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (found) => ('\t\n\r'.includes(found) ? found : ''))
    .replace(/[&<>"]/g, (found) => ENTITIES[found as keyof typeof ENTITIES])
    .replace(/[\t\n\r]/g, (found) => `&#${found.charCodeAt(0)};`)
}

function unescapeXml(text: string): string {
  const plain = text.replace(/&#(\d{1,7});/g, (_, code: string) =>
    String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
  )
  const named = Object.entries(ENTITIES).toReversed()
  return named.reduce((result, [character, entity]) => result.replaceAll(entity, character), plain)
}
