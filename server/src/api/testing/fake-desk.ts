import type { Caller, Desk, ModelCard, Page, PageRequest, StoredFile, VideoFilter } from '../../spec/desk.ts'
import { openPhotos } from '../../jobs/desk/open-photos.ts'
import { Fault } from '../../spec/fault.ts'
import { ScriptedEngine } from '../../spec/testing/scripted-engine.ts'
import type { CreateDraft, Draft } from '../../spec/order.ts'
import type { Variant, Video } from '../../spec/video.ts'

export const video: Video = {
  id: `video_${'0'.repeat(48)}`,
  object: 'video',
  model: 'sora-2',
  status: 'queued',
  progress: 0,
  created_at: 1_700_000_000,
  completed_at: null,
  expires_at: null,
  prompt: 'A prompt',
  size: '720x1280',
  seconds: '4',
  remixed_from_video_id: null,
  error: null,
  retry_of: null,
  quality: 'standard',
  seed: 7,
  reference_count: 1,
  engine: 'local',
  cost: { estimate_usd_micros: 0, final_usd_micros: null },
  charge: 'none',
  retryable: false,
  warnings: [],
}

/** Remembers what it was asked and knows one video with one file. The API is tested against it, byte by byte. */
export class FakeDesk implements Desk {
  readonly drafts: Draft[] = []
  readonly photos: Buffer[] = []
  readonly pages: PageRequest[] = []
  readonly filters: VideoFilter[] = []
  /** Called with each draft while its files still exist. */
  onCreate: (draft: Draft) => Promise<void> = async () => {}
  readonly bytes = Buffer.from('0123456789')

  async create(asked: CreateDraft): Promise<Video> {
    const draft = { ...asked, uploads: await openPhotos(asked.uploads) }
    this.drafts.push(draft)
    await this.onCreate(draft)
    return video
  }
  async find(id: string, _caller: Caller): Promise<Video | undefined> {
    return id === video.id ? video : undefined
  }
  async list(page: PageRequest): Promise<Page> {
    this.pages.push(page)
    return { videos: page.limit === 0 ? [] : [video], hasMore: false }
  }
  async count(filter: VideoFilter) {
    this.filters.push(filter)
    return [{ status: video.status, engine: video.engine, videos: 1 }]
  }
  async remove(id: string): Promise<boolean> {
    return id === video.id
  }
  async content(id: string, variant: Variant): Promise<StoredFile> {
    if (id !== video.id) throw new Fault('video_not_found', `No video with id '${id}'.`)
    const { bytes } = this
    return {
      bytes: bytes.length,
      mediaType: variant === 'video' ? 'video/mp4' : 'image/webp',
      sha256: 'ab'.repeat(32),
      createdAtMs: 1_700_000_000_123,
      open: async ({ start, end } = { start: 0, end: bytes.length - 1 }) =>
        new Blob([new Uint8Array(bytes.subarray(start, end + 1))]).stream(),
    }
  }
  async reference(id: string, place: number): Promise<StoredFile> {
    if (place !== 1) throw new Fault('photo_not_found', `Video ${id} has no photo ${place}.`)
    return { ...(await this.content(id, 'thumbnail')), mediaType: 'image/jpeg' }
  }
  models(): readonly ModelCard[] {
    const offers = new ScriptedEngine({ name: 'local' }).offers
    return offers.map((offer) => ({ id: offer.model, engine: 'local', offer, created: 1_700_000_000 }))
  }
  engines() {
    return new Map([['local', { ready: true } as const]])
  }
}
