import { call } from './http.ts'

export interface JointFrame {
  /** A `data:` URL: it needs no letting go. */
  readonly url: string
  readonly warnings: readonly string[]
}

/** One or two photos on one still. `size`: `WIDTHxHEIGHT`. */
export async function composeFrame(photos: readonly File[], size: string, signal: AbortSignal): Promise<JointFrame> {
  const form = new FormData()
  form.set('size', size)
  for (const photo of photos) form.append('input_reference', photo)
  const answer = await call('/v1/references', { method: 'POST', body: form, signal })
  return { url: await dataUrl(await answer.blob()), warnings: readWarnings(answer.headers.get('x-kinora-warnings')) }
}

function readWarnings(header: string | null): readonly string[] {
  try {
    const read: unknown = JSON.parse(header ?? '[]')
    return Array.isArray(read) ? read.filter((line) => typeof line === 'string') : []
  } catch {
    return []
  }
}

function dataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader()
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture could not be read.')))
    reader.readAsDataURL(blob)
  })
}
