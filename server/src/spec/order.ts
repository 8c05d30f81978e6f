import type { ConsentStatement } from './consent.ts'
import type { Quality } from './video.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** One photo as it is kept: checked, upright, sRGB, without metadata. */
export interface Reference {
  /** Where the bytes lie in `Blobs`. */
  readonly key: string
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  /** Pixels, as kept. */
  readonly width: number
  readonly height: number
  readonly bytes: number
  /** SHA-256 of the kept bytes, hex. */
  readonly sha256: string
}

/** What to render: checked against an offer, plain JSON, stored with the job. */
export interface Order {
  /** 1 to 32,000 characters, exactly as typed. */
  readonly prompt: string
  /** Whole seconds of the finished video. */
  readonly seconds: number
  /** Pixels, even. */
  readonly width: number
  readonly height: number
  readonly quality: Quality
  /** In the order the client sent them: person 1 first. */
  readonly references: readonly Reference[]
  /** 0 to 2^32 - 1. */
  readonly seed: number
  /** The video it starts from; absent for most. */
  readonly source?: Source
}

/** A video that an order starts from. Its bytes are the job's own copy: the first one may be deleted meanwhile. */
export interface Source {
  /** `edit`: the same people and structure in new words. `extend`: the result is this video and a new part after it. */
  readonly kind: 'edit' | 'extend'
  /** `here`: by this server, so the order's photos and seed are the video's own. `elsewhere`: some of it is of unknown making. */
  readonly made: 'here' | 'elsewhere'
  /** Whole seconds of the order that it fills when extended. */
  readonly seconds: number
  /** How often it has been extended, this time included. */
  readonly extensions: number
  /** Where the bytes, an MP4, lie in `Blobs`. */
  readonly key: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** Whose turn comes first; within one priority, keys take turns. */
export const PRIORITIES = ['low', 'normal', 'high'] as const
export type Priority = (typeof PRIORITIES)[number]

/** A file as it arrived: on disk, unread, untrusted. Removed by whoever received it, however the request ends. */
export interface Upload {
  readonly path: string
  readonly bytes: number
  /** The field as the client spelled it, for error messages. */
  readonly field: string
  /** What the client calls the file: a label that is shown, never a path. */
  readonly name?: string
  /** Set when the bytes are a photo that we keep: admitted already, not to be checked and re-encoded again. */
  readonly photo?: Pick<Reference, 'mediaType' | 'width' | 'height'>
}

/** A photo that a create only names: a URL, a kept file, a character; or its saved people. Its bytes are nowhere yet. */
export interface NamedPhoto {
  /** As for an upload. */
  readonly field: string
  /** What was named, kind first: equal names make equal requests, whatever lies behind them by now. */
  readonly named: string
  /** Fetches or copies it; saved people bring one photo each. @throws Fault naming what is wrong. */
  open(): Promise<Upload | readonly Upload[]>
}

/** A create as the desk takes it: a repeat is answered without a look at what its photos' names stand for. */
export type CreateDraft = Omit<Draft, 'uploads'> & { readonly uploads: readonly (Upload | NamedPhoto)[] }

/** A create as it was parsed from the wire: typed, but not yet checked against any offer. */
export interface Draft {
  readonly prompt: string
  readonly model?: string
  readonly seconds?: number
  readonly size?: { readonly width: number; readonly height: number }
  readonly quality?: Quality
  readonly seed?: number
  /** `normal` unless said. */
  readonly priority?: Priority
  readonly uploads: readonly Upload[]
  /** Where the model cannot make these seconds or this size, the nearest it can, with a warning; absent: refuse. */
  readonly fit?: 'nearest'
  /** Every photo must have exactly the size of the video (OpenAI's rule). */
  readonly exactReferences?: boolean
  /** That whoever is shown in its photos agreed. */
  readonly consent?: ConsentStatement
  /** Fields that were sent and that nobody heeds. */
  readonly ignored?: readonly string[]
}

/** Whole seconds an engine has to make: all of them, or the part after the video that is extended. */
export function newSeconds({ seconds, source }: Pick<Order, 'seconds' | 'source'>): number {
  return source?.kind === 'extend' ? seconds - source.seconds : seconds
}
