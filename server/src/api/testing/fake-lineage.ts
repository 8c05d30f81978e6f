import type { EditDraft, ExtendDraft, LineageDesk, RemixDraft } from '../../spec/lineage-desk.ts'
import type { Video } from '../../spec/video.ts'
import { video } from './fake-desk.ts'

/** Remembers what it was asked, and answers the one video that `FakeDesk` knows. */
export class FakeLineage implements LineageDesk {
  readonly asked: unknown[] = []

  async remix(id: string, draft: RemixDraft): Promise<Video> {
    return this.#note({ what: 'remix', id, ...draft })
  }
  async edit(draft: EditDraft): Promise<Video> {
    return this.#note({ what: 'edit', ...draft })
  }
  async extend(draft: ExtendDraft): Promise<Video> {
    return this.#note({ what: 'extend', ...draft })
  }
  async retry(id: string): Promise<Video> {
    return this.#note({ what: 'retry', id })
  }
  async cancel(id: string): Promise<Video> {
    return this.#note({ what: 'cancel', id })
  }

  #note(asked: unknown): Video {
    this.asked.push(asked)
    return video
  }
}
