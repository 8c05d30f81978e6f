import type { ConsentScope } from 'kinora/spec/consent'
import { goesAsItIs, HEAD_BYTES, refuseEarly, refuseShape, sniffPhoto, type PhotoProblem } from './photo-check.ts'

/** A photo a person chose, ready to be shown and sent. */
export interface Photo {
  readonly file: File
  /** Shows `file`; to be revoked when the photo goes. */
  readonly url: string
  /** One of ours, in the public domain: needs no consent. */
  readonly sample: boolean
  /** A saved person's: the server takes their own photo, with what they agreed to. */
  readonly saved?: SavedRef | undefined
}

export interface SavedRef {
  /** Of the person. */
  readonly id: string
  /** Where their photo may go; null: nobody said that they agreed. */
  readonly scope: ConsentScope | null
}

export type Prepared = { readonly photo: Photo } | { readonly problem: PhotoProblem }

/** Checks the file and, where the server could not read it but this browser can, turns it into JPEG. */
export async function preparePhoto(file: File, sample: boolean): Promise<Prepared> {
  const kind = sniffPhoto(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
  const early = refuseEarly(file.size, kind)
  if (early !== undefined || kind === undefined) return { problem: early ?? 'type' }
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (picture === undefined) return { problem: kind === 'heic' ? 'heic' : goesAsItIs(kind) ? 'damaged' : 'type' }
  try {
    const problem = refuseShape(picture.width, picture.height)
    if (problem !== undefined) return { problem }
    const kept = goesAsItIs(kind) ? file : await toJpeg(picture, file.name)
    return { photo: { file: kept, url: URL.createObjectURL(kept), sample } }
  } finally {
    picture.close()
  }
}

async function toJpeg(picture: ImageBitmap, name: string): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92))
  return new File([blob ?? new Blob()], name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' })
}
