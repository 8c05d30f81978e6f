import { randomBytes } from 'node:crypto'
import { crashPoint } from '../../spec/crash-point.ts'

export interface FilePart {
  readonly field: string
  readonly name: string
  readonly mediaType: string
  /** Exactly as many as will come. */
  readonly bytes: number
  open(): Promise<ReadableStream<Uint8Array>>
}

/** A multipart body that streams, and knows whether it has been handed over whole. */
export interface Form {
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
  /** Before the last chunk is taken, the other side has no request that it could act on. */
  handedOver(): boolean
}

/** RFC 7578. Names come from us, values from clients: what could end a line stands in values only. */
export function createForm(fields: readonly (readonly [string, string])[], files: readonly FilePart[]): Form {
  const boundary = `kinora-${randomBytes(18).toString('hex')}`
  const open = (head: string) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`)
  const texts = fields.map(([name, value]) => Buffer.concat([open(`name="${name}"`), Buffer.from(`${value}\r\n`)]))
  const heads = files.map(({ field, name, mediaType }) =>
    open(`name="${field}"; filename="${name}"\r\ncontent-type: ${mediaType}`),
  )
  const end = Buffer.from(`--${boundary}--\r\n`)
  const lengths = [...texts, ...heads, end].map(({ length }) => length)
  const photos = files.map(({ bytes }) => bytes + 2)
  let whole = false
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield text
    crashPoint('C8')
    for (const [index, file] of files.entries()) {
      yield heads[index] ?? end
      yield* await file.open()
      yield Buffer.from('\r\n')
    }
    whole = true
    yield end
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String([...lengths, ...photos].reduce((sum, length) => sum + length, 0)),
    },
    body: chunks(),
    handedOver: () => whole,
  }
}
