import type { Slots } from '../create/slots.ts'
import { splitOf } from './split.ts'

interface BlurredPhotosProps {
  readonly slots: Slots
  readonly width: number
  readonly height: number
}

/** Only a mood behind the ring: too blurred to pass for the result. */
export function BlurredPhotos({ slots, width, height }: BlurredPhotosProps) {
  return (
    <div
      aria-hidden="true"
      className={`absolute inset-0 flex scale-110 blur-2xl ${splitOf(width, height) === 'rows' ? 'flex-col' : ''}`}
    >
      {slots.map((slot) =>
        slot.photo === null ? null : (
          <img key={slot.photo.url} src={slot.photo.url} alt="" className="min-h-0 min-w-0 flex-1 object-cover" />
        ),
      )}
    </div>
  )
}
