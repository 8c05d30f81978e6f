/** Pixels in the photo's own coordinates, origin top left. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export interface Face extends Box {
  /** 0 to 1; 0.7 and above is taken without asking (media.md section 4). */
  readonly score: number
  /** The person's own right and left. */
  readonly rightEye: Point
  readonly leftEye: Point
}

/** Mean colour, each 0 to 255. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** One person taken out of a photo, ready to be placed in a scene. */
export interface Person {
  /** Straight (not premultiplied) RGBA, `width * height * 4` bytes; alpha is the matte. */
  readonly rgba: Uint8ClampedArray
  readonly width: number
  readonly height: number
  /** Null when no face was found. */
  readonly face: Face | null
  /** Bounds of the solid part of the matte. */
  readonly box: Box
  /** Mean of the middle of the face, for balancing two photos; null without a face. */
  readonly skin: Colour | null
  /** Which photo edges the person runs into: such an edge must be faded or leave the frame. */
  readonly cut: { readonly top: boolean; readonly right: boolean; readonly bottom: boolean; readonly left: boolean }
  /** `cutout`: a usable matte. `print`: none, show the photo whole, as a framed print. */
  readonly form: 'cutout' | 'print'
  /** Plain sentences for the job's owner, e.g. that no face was found and the photo is shown whole. */
  readonly warnings: readonly string[]
}

/** Where a person stands in the frame. */
export interface Placement {
  readonly person: Person
  /** Frame pixels per photo pixel. */
  readonly scale: number
  /** Top left of the photo in the frame. */
  readonly x: number
  readonly y: number
  /** Height of the line both pairs of eyes stand on, frame pixels from the top. */
  readonly eyeLine: number
  /** Height of the face in the frame, pixels. */
  readonly faceHeight: number
  readonly centreX: number
  /** How far a photo cut off at the bottom still ends above the frame's lower edge; 0 when it leaves the frame. */
  readonly bottomGap: number
}
