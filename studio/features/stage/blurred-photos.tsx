import { splitOf } from './split.ts'

interface BlurredPhotosProps {
  /** Addresses, person 1 first. */
  readonly photos: readonly string[]
  readonly width: number
  readonly height: number
}

/** Only a mood behind the ring: too blurred to pass for the result. */
export function BlurredPhotos({ photos, width, height }: BlurredPhotosProps) {
  return (
    <div
      aria-hidden="true"
      className={`absolute inset-0 flex scale-110 blur-2xl ${splitOf(width, height) === 'rows' ? 'flex-col' : ''}`}
    >
      {photos.map((url) => (
        <img key={url} src={url} alt="" className="min-h-0 min-w-0 flex-1 object-cover" />
      ))}
    </div>
  )
}
