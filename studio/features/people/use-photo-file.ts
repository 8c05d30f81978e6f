import { useEffect, useState } from 'react'
import type { PhotoProblem } from '../create/photo-check.ts'
import { preparePhoto, type Photo } from '../create/photo-prepare.ts'

/** One photo that a person drops, pastes or chooses, checked before it goes anywhere. */
export function usePhotoFile(start: Photo | null = null) {
  const [photo, setPhoto] = useState(start)
  const [problem, setProblem] = useState<PhotoProblem | null>(null)
  const [reading, setReading] = useState(false)
  useEffect(
    () => () => {
      if (photo !== null) URL.revokeObjectURL(photo.url)
    },
    [photo],
  )
  /** Resolves with the photo; undefined where it cannot be used. */
  async function take(files: readonly File[]): Promise<Photo | undefined> {
    const [file] = files
    if (file === undefined) return undefined
    setReading(true)
    setProblem(null)
    const prepared = await preparePhoto(file, false).catch(() => ({ problem: 'damaged' as const }))
    setReading(false)
    if ('problem' in prepared) {
      setProblem(prepared.problem)
      return undefined
    }
    setPhoto(prepared.photo)
    return prepared.photo
  }
  return { photo, problem, reading, take }
}
