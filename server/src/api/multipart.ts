import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { Fault } from '../spec/fault.ts'
import { LIMITS } from '../spec/limits.ts'
import type { Upload } from '../spec/order.ts'
import { FormWatch } from './form-watch.ts'
import type { Staging } from './staging.ts'

/** A form as it arrived: text fields by their flat names, and files in order of arrival, on disk. */
export interface Form {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly files: readonly Upload[]
  /** Both, in order of arrival: where a list may mix them, their order means something. */
  readonly parts: readonly (readonly [name: string, value: string | Upload])[]
}

/** The largest file a form may bring, in words for who sends a larger one. */
export interface FileLimit {
  readonly bytes: number
  readonly told: string
}
const PHOTO_LIMIT: FileLimit = { bytes: LIMITS.imageBytes, told: 'A photo may be at most 20 MiB.' }
/** Films and files: as much as the whole form may hold. */
export const FILE_LIMIT: FileLimit = { bytes: LIMITS.multipartBytes, told: 'A file may be at most 64 MiB.' }

/** Transfer encodings that change nothing; HTTP knows no other (RFC 7578 section 4.7). */
const PLAIN = /^(?:7bit|8bit|binary)?$/i
const BINARY = /^(?:image|video|audio)\//i

/** The text fields that may carry a photo as a data URL. */
const PHOTO = /^input_reference\b/

/**
 * Reads a multipart body as a stream: files go to disk as they come, never into memory. Declared types and file names
 * are labels that nobody reads. Settles only when every file is closed, so that `staging.clear()` leaves nothing.
 * @throws Fault `invalid_body`, `request_too_large` or `file_too_large`.
 */
export async function readMultipart(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  staging: Staging,
  limit: FileLimit = PHOTO_LIMIT,
): Promise<Form> {
  const parser = openParser(contentType, limit)
  const arrived: (readonly [string, string | Promise<Upload>])[] = []
  const watch = new FormWatch(contentType)
  let text = 0
  let inFile = false
  let fault: Fault | undefined
  let unwritten: Error | undefined
  const refuse = (next: Fault): void => {
    fault ??= next
  }
  parser.on('field', (name, value, info) => {
    text += value.length
    watch.told(value)
    const found = partFault(name, info.encoding) ?? fieldFault(name, value, info)
    if (!found && text <= LIMITS.dataUrlJsonBytes) arrived.push([name, value])
    else refuse(found ?? tooLarge(`The field '${name}' is too large.`, name))
  })
  parser.on('file', (name, stream, { filename, encoding }) => {
    watch.told()
    inFile = true
    stream.once('end', () => (inFile = false))
    stream.on('limit', () => refuse(new Fault('file_too_large', limit.told, { param: name })))
    const written = staging.write(name, stream, readLabel(filename))
    // The parser would wait for ever for a file that nobody reads any more.
    written.catch((cause: Error) => parser.destroy((unwritten ??= cause)))
    arrived.push([name, written])
    const found = partFault(name, encoding)
    if (found) refuse(found)
  })
  parser.on('partsLimit', () => refuse(tooLarge(`A form may have at most ${LIMITS.parts} parts.`)))
  parser.on('filesLimit', () => refuse(tooLarge(`A form may have at most ${LIMITS.files} files.`)))
  parser.on('fieldsLimit', () => refuse(tooLarge(`A form may have at most ${LIMITS.fields} fields.`)))
  try {
    const inText = () => !inFile
    await pipeline(() => feed(body, { watch, staging, inText, fault: () => fault }), parser)
  } catch (cause) {
    if (cause !== unwritten)
      fault ??= cause instanceof Fault ? cause : broken('The multipart body is cut off or malformed.', cause)
  }
  // Every file is closed before anything is thrown.
  const parts = arrived.map(async ([name, value]) => [name, await value] as const)
  await Promise.allSettled(parts)
  if (fault ?? unwritten) throw fault ?? unwritten
  if (watch.brokenText) throw broken('The text fields are not valid UTF-8.')
  if (watch.droppedPart) throw broken('A form part has no Content-Disposition of the type form-data.')
  if (parts.length === 0) throw broken('The multipart body is empty.')
  return sort(await Promise.all(parts))
}

/** A part without a name comes with none at all, whatever the parser's types say. */
function partFault(name: string | undefined, encoding: string): Fault | undefined {
  if (!name) return broken('A form part has no name.')
  // The parser's own limit on names holds for no multipart form.
  if (Buffer.byteLength(name) > LIMITS.fieldNameBytes)
    return tooLarge(`A field name is longer than ${LIMITS.fieldNameBytes} bytes.`)
  if (PLAIN.test(encoding)) return undefined
  return broken(`The part '${name}' has a Content-Transfer-Encoding. Send its bytes as they are.`, undefined, name)
}

function fieldFault(name: string, value: string, info: busboy.FieldInfo): Fault | undefined {
  if (info.valueTruncated || (value.length > LIMITS.fieldBytes && !PHOTO.test(name)))
    return tooLarge(`The field '${name}' is too large.`, name)
  if (!BINARY.test(info.mimeType) || value === '') return undefined
  return broken(`The part '${name}' is a file without a filename.`, undefined, name)
}

function sort(parts: Form['parts']): Form {
  const fields: [string, string][] = []
  const files: Upload[] = []
  for (const [name, value] of parts) {
    if (typeof value === 'string') fields.push([name, value])
    else files.push(value)
  }
  return { fields, files, parts }
}

/** As the HTML standard has forms escape names (section 4.10.21.8); the official SDKs' do the same. */
function readLabel(name: string | undefined): string {
  const marks = { '%22': '"', '%0D': '\r', '%0A': '\n' } as const
  return (name ?? '').replace(/%(?:22|0D|0A)/g, (mark) => marks[mark as keyof typeof marks])
}

function openParser(contentType: string, { bytes }: FileLimit): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      preservePath: true, // a name is a label, never a path: it is told back as it came
      limits: {
        // Room for one photo as a data URL (videos-api.md 3.1); other fields are held to less above.
        fieldSize: LIMITS.dataUrlJsonBytes,
        fields: LIMITS.fields,
        fileSize: bytes,
        files: LIMITS.files,
        parts: LIMITS.parts,
      },
    })
  } catch (cause) {
    throw broken('The Content-Type names no multipart boundary.', cause)
  }
}

interface Feeding {
  readonly watch: FormWatch
  readonly staging: Staging
  /** Whether the parser keeps what it is given. */
  readonly inText: () => boolean
  readonly fault: () => Fault | undefined
}

/**
 * Passes bytes on until a limit or a fault. Once much of it is text, for a photo comes as a data URL, the rest waits on
 * disk until no other request holds as much in memory.
 */
async function* feed(
  body: ReadableStream<Uint8Array>,
  { watch, staging, inText, fault }: Feeding,
): AsyncGenerator<Uint8Array> {
  let text = 0
  const arriving = count(body)
  const pass = async function* (from: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of from) {
      watch.arrived(chunk)
      yield chunk
      // After the parser has seen the chunk: what it found wrong ends the reading here.
      const found = fault()
      if (found) throw found
      if (inText()) text += chunk.length
      if (from === arriving && text > LIMITS.jsonBytes) {
        const rest = await staging.write('body', Readable.from(arriving))
        await staging.holdMuch()
        yield* pass(createReadStream(rest.path))
      }
    }
  }
  yield* pass(arriving)
}

/** A chunked body without a length must not run for ever. */
async function* count(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let seen = 0
  // Not cancelled on the way out: the door decides what happens to a connection whose request was not read whole.
  for await (const chunk of body.values({ preventCancel: true })) {
    seen += chunk.length
    if (seen > LIMITS.multipartBytes) throw tooLarge('A form may be at most 64 MiB.')
    yield chunk
  }
}

const broken = (message: string, cause?: unknown, param?: string): Fault =>
  new Fault('invalid_body', message, { cause, ...(param !== undefined && { param }) })

const tooLarge = (message: string, param?: string): Fault =>
  new Fault('request_too_large', message, param === undefined ? {} : { param })
